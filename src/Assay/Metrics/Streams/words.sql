-- What titles and reviews say, in the languages that people write them in, as the metrics count it. Decisions read titles by policy/lists and go back to is_accessory
-- and is_disguised where no registered name stands.

-- Slang of replica sellers. Software replicates, and a replicator is an appliance.
CREATE OR REPLACE TEMP MACRO is_replica_word(x) AS
  regexp_matches(x, '(?i)高仿|超a|a货|精仿|复刻|一比一|顶级货|莆田|mirror (quality|copy|image)|\breplicas?\b|\b(triple|super) ?a\b|\baaa+\+? ?(quality|grade|copy|class|качеств)|\bua\b (quality|batch)|high (copy|imitation)|top copy|réplica|репл?ика|люкс копия|точная копия|imitación perfecta|спец ?качеств');

-- '1:1' alone is slang; a scale, a ratio of copying discs, an exchange and a licence for one user are not.
CREATE OR REPLACE TEMP MACRO is_one_to_one(x) AS
  regexp_matches(x, '\b1\s?[:：]\s?1\b')
  AND NOT regexp_matches(x, '(?i)(scale|maßstab|escala|échelle|масштаб|比例|ratio|licen[cs]e|sub)\s?1\s?[:：]\s?1\b|\b1\s?[:：]\s?1 ?(scale|ratio|exchange|copies|drive|dis[ck]|duplicat|backup|mapping|[0-9]+u\b|实物|比例)');

CREATE OR REPLACE TEMP MACRO is_slang(x) AS is_replica_word(x) OR is_one_to_one(x);

-- 'Compatible with', 'fits', 'a case for': a part or a case for the article, not the article. 'Pour' and 'para' alone say too little: measured on
-- titles of real shops, three of four meant 'pour homme', 'para mujer'.
CREATE OR REPLACE TEMP MACRO is_accessory(x) AS
  regexp_matches(x, '(?i)\bcompatible (with|for|con|avec|para)\b|\bfits\b|(suitable|made|replacement|case|cover|strap|charger|filter|cartridge) for\b|passend für|kompatibel mit|geeignet für|совместим|подходит для|(чехол|ремешок|стекло|кабель|картридж|фильтр|аккумулятор|зарядное устройство) для |适用于|适用|兼容|通用')
  OR regexp_matches(x, '(?i)\b(funda|carcasa|correa|cargador|filtro|cartucho|batería|cable|recambio|repuesto|protector|capa|soporte|adaptador)\b[^,;()]{0,30}\bpara\b')
  OR regexp_matches(x, '(?i)(coque|housse|étui|bracelet|chargeur|filtre|cartouche|batterie|câble|pièce|protection|support|adaptateur)\b[^,;()]{0,30}\bpour\b');

-- A word in which letters meet look-alikes of another alphabet, or that an invisible character cuts. Not disguised: a unit (kΩ, μF), a Cyrillic
-- word that begins with the C of the Latin keyboard (the same key), an invisible character beside a space, and the wide letters of Japanese and
-- Chinese.
CREATE OR REPLACE TEMP MACRO is_disguised(x) AS
  regexp_matches(x, '[ABD-Zabd-z][\p{Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοιρτυχκ]|\p{L}[Cc][\p{Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοιρτυχκ]|[\p{Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοιρτυχκ][A-Za-z]')
  OR regexp_matches(x, '[A-Za-z0-9][\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}\x{00AD}]+[A-Za-z0-9]')
  OR (regexp_matches(x, '[\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}]') AND NOT regexp_matches(x, '[\p{Han}\p{Hiragana}\p{Katakana}]'));

-- Words for a fake in the languages of reviews, and the negations that turn them round when they stand shortly before.
CREATE OR REPLACE TEMP MACRO says_fake(x) AS
  regexp_matches(x, '(?i)\bfakes?\b|counterfeit|knock.?off|not (an? )?(original|genuine|authentic|real)\b|replica|imitation|假货|假的|高仿|山寨|冒牌|仿品|不是正品|非正品|fälschung|gefälscht|nicht (das )?original|plagiat|falsificad|falsificación|imitación|no es original|подделка|подделк|не оригинал|фейк|контрафакт|contrefaçon|\bfaux\b|偽物|짝퉁|가짜')
  AND NOT regexp_matches(x, '(?i)\b(not|no|never|isn.t|wasn.t|keine?|nicht|sin|ningun[ao]?|не|pas|nada de) (\w+ ){0,2}(fakes?\b|counterfeit|replica|imitation|fälschung|gefälscht|plagiat|falsific|imitación|подделк|фейк|контрафакт|contrefaçon)|不是(假货|假的|高仿|仿品)|没有假货|非假货');

-- Words for poor quality, whoever made it: what did not hold, and what did not look as it was shown.
CREATE OR REPLACE TEMP MACRO says_poor(x) AS
  regexp_matches(x, '(?i)\b(poor|bad|terrible|awful|low|inferior) quality\b|\bcheaply made\b|\b(broke|broken|falls? apart|fell apart|flimsy|junk|rubbish)\b|not as (nice|described|pictured|shown)|smells of|stitching is off|做工差|质量差|质量不好|劣质|坏了|褪色|schlechte (qualität|verarbeitung)|minderwertig|kaputt|nähte schief|mala (calidad|costura)|se rompió|roto\b|плохое качество|низкое качество|сломал|швы кривые|mauvaise qualité|cassé|粗悪|불량')
  AND NOT regexp_matches(x, '(?i)\b(not|no|never|keine?|nicht|не|pas) (\w+ ){0,2}(poor|bad|terrible|awful|low|inferior|broken|flimsy|junk|rubbish|schlechte|minderwertig|kaputt|mala|плохое|низкое|mauvaise)');

-- Words of praise, as bought reviews have them too.
CREATE OR REPLACE TEMP MACRO says_praise(x) AS
  regexp_matches(x, '(?i)\b(great|excellent|perfect|amazing|awesome|love it|very happy|highly recommend(ed)?|good quality|exactly what i wanted|would buy again|best)\b|很好|非常好|不错|满意|完美|会回购|五星|好评|\btop ware\b|gerne wieder|sehr (gut|zufrieden)|perfekt|empfehlenswert|\bmuy (bien|buen[oa]|content[oa])\b|buena calidad|excelente|recomend(ado|able)|отличн|хорошее качество|рекоменд|супер|très (bien|bon|content)|parfait|excellente?\b|最高|とても良い|좋아요|최고')
  AND NOT regexp_matches(x, '(?i)\b(not|isn.t|wasn.t|nicht|no es|не|pas) (\w+ ){0,2}(great|excellent|perfect|amazing|awesome|happy|good|best|gut|zufrieden|perfekt|bien|buen[oa]|excelente|отличн|хорош|bon|parfait)|不(太)?(好|满意)');

-- Check digit of GTIN-8, -12, -13 and -14 (GS1 General Specifications 7.9).
CREATE OR REPLACE TEMP MACRO gtin_holds(x) AS
  regexp_full_match(x, '[0-9]{8}|[0-9]{12,14}')
  AND list_sum(list_transform(range(2, strlen(x) + 1), lambda i: x[-i]::INTEGER * CASE WHEN i % 2 = 0 THEN 3 ELSE 1 END)) % 10
    = (10 - x[-1]::INTEGER) % 10;
