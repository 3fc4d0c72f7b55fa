/** What issued orders said, and the log of the action day. Frozen. */
export const orders = `
CREATE TABLE "plan_orderPage" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "of" TEXT, "page" INTEGER,
  "pages" INTEGER, "text" TEXT, "hash" TEXT
) STRICT;
CREATE INDEX "plan_orderPage_by_parent" ON "plan_orderPage" ("of");
CREATE TABLE "plan_logEntry" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "entry" TEXT, "at" TEXT,
  "site" TEXT, "task" TEXT, "text" TEXT, "reason" TEXT, "by" TEXT
) STRICT;
`;
