-- Hashes of live listings' photos that were not compared yet.
SELECT DISTINCT pdq FROM listing_photos($1) WHERE pdq NOT IN (SELECT pdq FROM photos) ORDER BY pdq;
