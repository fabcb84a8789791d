-- Local images that a feed names, with what is known of those that were hashed.
SELECT n.feed, n.image, h.bytes, h.changed_at FROM (
  SELECT 'images' AS feed, unnest(local_images(replace(image_link, ',', '%2C'))) AS image FROM images
  UNION
  SELECT 'listings', unnest(local_images(replace(image_link, ',', '%2C'))) FROM listings WHERE image_link IS NOT NULL
  UNION
  SELECT 'listings', unnest(local_images(additional_image_link)) FROM listings WHERE additional_image_link IS NOT NULL
) AS n LEFT JOIN image_hashes AS h USING (feed, image)
ORDER BY n.feed, n.image;
