SELECT shipment_id, score, reasons FROM suspect_shipments ORDER BY score DESC, shipment_id
