/** What a plan was when it was agreed, and plans that are only there to begin others from. Frozen. */
export const baselines = `
ALTER TABLE "plan_operation" ADD COLUMN "template" INTEGER;
CREATE TABLE "plan_baseline" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "taken" TEXT, "hHour" TEXT,
  "bars" TEXT
) STRICT;
`;
