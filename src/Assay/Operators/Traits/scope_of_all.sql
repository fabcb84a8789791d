-- Everybody who is known as of $1 is linked anew.
CREATE OR REPLACE TEMP TABLE link_scope AS SELECT seller_id FROM sellers_as_of($1);
