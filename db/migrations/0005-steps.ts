/** What a lifted finding was when it was lifted, and the steps of lifecycles with the evidence they were taken on. Frozen. */
export const steps = `
ALTER TABLE "plan_override" ADD COLUMN "severity" TEXT;
ALTER TABLE "plan_override" ADD COLUMN "covers" TEXT;
ALTER TABLE "plan_override" ADD COLUMN "at" TEXT;
CREATE TABLE "plan_stepTaken" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "of" TEXT, "states" TEXT,
  "on" TEXT, "by" TEXT, "role" TEXT, "second" TEXT, "reference" TEXT, "reason" TEXT, "authority" TEXT, "review" TEXT,
  "persons" INTEGER, "acknowledged" TEXT, "lifted" TEXT
) STRICT;
CREATE INDEX "plan_stepTaken_by_parent" ON "plan_stepTaken" ("of");
`;
