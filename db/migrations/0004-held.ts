/**
 * What the rules ask for beyond the operation file: acknowledgements, authorisations, permissions, files, and counts kept on a movement.
 * Frozen: new kinds and fields come as new migrations.
 */
export const held = `
ALTER TABLE "plan_agency" ADD COLUMN "ceiling" TEXT;
ALTER TABLE "plan_agreement" ADD COLUMN "approvedBy" TEXT;
ALTER TABLE "plan_movement" ADD COLUMN "medicalFlags" INTEGER;
ALTER TABLE "plan_movement" ADD COLUMN "held" TEXT;
ALTER TABLE "plan_movement" ADD COLUMN "witnesses" TEXT;
ALTER TABLE "plan_movement" ADD COLUMN "belongings" TEXT;
ALTER TABLE "plan_movement" ADD COLUMN "escortArmed" INTEGER;
ALTER TABLE "plan_handover" ADD COLUMN "difference" TEXT;
ALTER TABLE "plan_asset" ADD COLUMN "rate" TEXT;
ALTER TABLE "plan_request" ADD COLUMN "dataHeld" INTEGER;
ALTER TABLE "plan_record" ADD COLUMN "fiuSource" TEXT;
ALTER TABLE "plan_record" ADD COLUMN "reviewed" TEXT;
ALTER TABLE "plan_release" ADD COLUMN "approvers" TEXT;
CREATE TABLE "plan_orderAcknowledgement" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "of" TEXT, "agency" TEXT,
  "version" INTEGER, "on" TEXT
) STRICT;
CREATE TABLE "plan_jitAuthorisation" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "jit" TEXT, "person" TEXT,
  "task" TEXT, "by" TEXT, "on" TEXT
) STRICT;
CREATE TABLE "plan_transitPermission" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "movement" TEXT,
  "permit" TEXT
) STRICT;
CREATE TABLE "plan_stopPayment" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "request" TEXT,
  "payer" TEXT, "beneficiary" TEXT, "transfer" TEXT, "valueTime" TEXT, "reference" TEXT, "fraudType" TEXT,
  "reportNo" TEXT
) STRICT;
CREATE TABLE "plan_fiuConsent" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "record" TEXT,
  "agency" TEXT, "asEvidence" INTEGER, "on" TEXT
) STRICT;
CREATE INDEX "plan_orderAcknowledgement_by_parent" ON "plan_orderAcknowledgement" ("of");
CREATE INDEX "plan_jitAuthorisation_by_parent" ON "plan_jitAuthorisation" ("jit");
CREATE INDEX "plan_transitPermission_by_parent" ON "plan_transitPermission" ("movement");
CREATE INDEX "plan_stopPayment_by_parent" ON "plan_stopPayment" ("request");
CREATE INDEX "plan_fiuConsent_by_parent" ON "plan_fiuConsent" ("record");
`;
