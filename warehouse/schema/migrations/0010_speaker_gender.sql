-- Each quotation says whether its speaker is female or male, as the article shows it (`speaker_gender`).
-- Of earlier quotations it stays open: `newsledger reprocess` reads their articles anew.
-- Fingerprint: 5304b0fe47021c58

ALTER TABLE quotes ADD COLUMN speaker_gender VARCHAR;
