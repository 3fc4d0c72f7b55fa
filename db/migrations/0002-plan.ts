/**
 * One table per kind of record, one column per field: the values the log adds up to. Frozen: new kinds and fields come as new migrations.
 * Lists and tuples are JSON text; own fields of a kind kept apart hold sealed text only.
 */
export const plan = `
CREATE TABLE "plan_operation" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "codeName" TEXT,
  "titleEn" TEXT, "titleFr" TEXT, "status" TEXT, "lead" TEXT, "coordinator" TEXT, "refTz" TEXT, "hHour" TEXT,
  "dDay" TEXT, "mandate" TEXT, "strategic" TEXT, "tactical" TEXT, "disclosure" TEXT, "targets" TEXT, "limits" TEXT,
  "trainingClock" TEXT
) STRICT;
CREATE TABLE "plan_agency" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "name" TEXT, "role" TEXT,
  "tz" TEXT, "cc" TEXT, "ncb" TEXT, "contact" TEXT, "exchangeId" TEXT
) STRICT;
CREATE TABLE "plan_site" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "codeWord" TEXT, "cc" TEXT,
  "place" TEXT, "position" TEXT, "tz" TEXT, "estimate" TEXT, "hazards" TEXT, "commander" TEXT, "reception" TEXT,
  "hospital" TEXT, "landing" TEXT
) STRICT;
CREATE TABLE "plan_holiday" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "cc" TEXT, "span" TEXT
) STRICT;
CREATE TABLE "plan_phase" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "nameEn" TEXT,
  "nameFr" TEXT, "window" TEXT
) STRICT;
CREATE TABLE "plan_syncGroup" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "name" TEXT
) STRICT;
CREATE TABLE "plan_task" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "phase" TEXT, "at" TEXT,
  "minutes" INTEGER, "owner" TEXT, "place" TEXT, "taskKind" TEXT, "title" TEXT, "load" INTEGER, "needSkills" TEXT,
  "needLanguages" TEXT, "sync" TEXT, "jit" TEXT, "movement" TEXT, "armed" INTEGER, "status" TEXT
) STRICT;
CREATE TABLE "plan_dependency" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "task" TEXT, "on" TEXT,
  "link" TEXT
) STRICT;
CREATE TABLE "plan_decisionPoint" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "task" TEXT, "owner" TEXT,
  "deputy" TEXT, "abort" TEXT, "informationNeeded" TEXT, "choice" TEXT
) STRICT;
CREATE TABLE "plan_assignment" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "task" TEXT, "person" TEXT,
  "role" TEXT
) STRICT;
CREATE TABLE "plan_order" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "version" INTEGER,
  "state" TEXT, "information" TEXT, "intention" TEXT, "method" TEXT, "administration" TEXT, "risk_assessment" TEXT,
  "communications" TEXT, "human_rights" TEXT
) STRICT;
CREATE TABLE "plan_deconfliction" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "with" TEXT, "about" TEXT,
  "status" TEXT, "site" TEXT, "raised" TEXT
) STRICT;
CREATE TABLE "plan_risk" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "what" TEXT, "like" INTEGER,
  "impact" INTEGER, "owner" TEXT, "measure" TEXT
) STRICT;
CREATE TABLE "plan_result" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "figure" TEXT, "value" TEXT,
  "agency" TEXT, "asOf" TEXT, "confirmed" INTEGER, "event" TEXT
) STRICT;
CREATE TABLE "plan_person" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "name" TEXT, "agency" TEXT,
  "role" TEXT, "languages" TEXT, "skills" TEXT, "clearance" INTEGER, "vetting" TEXT, "medical" TEXT, "passport" TEXT,
  "firearms" TEXT, "entry" TEXT, "arms" TEXT, "deployed" TEXT, "contact" TEXT, "nextOfKin" TEXT
) STRICT;
CREATE TABLE "plan_leave" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "person" TEXT, "span" TEXT
) STRICT;
CREATE TABLE "plan_jit" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "name" TEXT, "status" TEXT,
  "parties" TEXT, "operatesIn" TEXT, "window" TEXT, "basis" TEXT, "armsForSeconded" INTEGER, "costs" TEXT,
  "evaluationDue" TEXT, "purpose" TEXT, "evidenceRules" TEXT, "mediaLine" TEXT, "languages" TEXT
) STRICT;
CREATE TABLE "plan_jitMember" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "jit" TEXT, "person" TEXT,
  "as" TEXT
) STRICT;
CREATE TABLE "plan_jitExtension" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "jit" TEXT, "until" TEXT
) STRICT;
CREATE TABLE "plan_signature" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "of" TEXT, "party" TEXT,
  "on" TEXT, "documentHash" TEXT
) STRICT;
CREATE TABLE "plan_agreement" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "agreementType" TEXT,
  "titleEn" TEXT, "titleFr" TEXT, "parties" TEXT, "state" TEXT, "window" TEXT, "noticeMonths" INTEGER,
  "depositary" TEXT, "authorities" TEXT, "documentHash" TEXT, "supersedes" TEXT
) STRICT;
CREATE TABLE "plan_coverage" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "agreement" TEXT,
  "route" TEXT, "data" TEXT
) STRICT;
CREATE TABLE "plan_transit" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "agreement" TEXT,
  "terms" TEXT
) STRICT;
CREATE TABLE "plan_approvalStep" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "agreement" TEXT,
  "step" TEXT
) STRICT;
CREATE TABLE "plan_movement" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "task" TEXT, "status" TEXT,
  "mode" TEXT, "route" TEXT, "depart" TEXT, "flightHours" TEXT, "seats" INTEGER, "separationPlan" INTEGER,
  "staff" TEXT, "receiving" TEXT, "checks" TEXT, "carrier" TEXT
) STRICT;
CREATE TABLE "plan_paxRow" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "movement" TEXT,
  "group" TEXT, "guardian" INTEGER, "basis" TEXT
) STRICT;
CREATE TABLE "plan_handover" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "movement" TEXT,
  "record" TEXT, "signedBy" TEXT
) STRICT;
CREATE TABLE "plan_traveller" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "movement" TEXT,
  "reference" TEXT, "nationality" TEXT, "birthYear" TEXT, "sex" TEXT, "category" TEXT, "language" TEXT,
  "consent" TEXT, "protectionClaim" TEXT, "document" TEXT, "medicalFlag" TEXT, "guardian" TEXT,
  "receivingContact" TEXT, "screening" TEXT
) STRICT;
CREATE TABLE "plan_entity" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "entityKind" TEXT,
  "name" TEXT, "cc" TEXT
) STRICT;
CREATE TABLE "plan_asset" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "assetKind" TEXT, "cc" TEXT,
  "reference" TEXT, "owner" TEXT, "state" TEXT, "usdMinor" INTEGER, "amount" TEXT, "ccy" TEXT, "order" TEXT,
  "agreement" TEXT, "controller" TEXT, "evidence" TEXT, "custody" TEXT
) STRICT;
CREATE TABLE "plan_flow" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "src" TEXT, "dst" TEXT,
  "usdMinor" INTEGER, "on" TEXT, "method" TEXT, "transactionRef" TEXT, "confidence" TEXT
) STRICT;
CREATE TABLE "plan_request" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "requestKind" TEXT,
  "channel" TEXT, "from" TEXT, "to" TEXT, "status" TEXT, "asset" TEXT, "entity" TEXT, "on" TEXT, "due" TEXT,
  "effect" TEXT, "answerRef" TEXT, "useRestriction" TEXT
) STRICT;
CREATE TABLE "plan_record" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "what" TEXT,
  "dataOwner" TEXT, "h3" TEXT, "retainUntil" TEXT, "personal" INTEGER, "purpose" TEXT, "withdrawn" TEXT,
  "version" INTEGER, "hash" TEXT, "evaluation" TEXT, "restrictions" TEXT
) STRICT;
CREATE TABLE "plan_recordLink" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "record" TEXT, "to" TEXT
) STRICT;
CREATE TABLE "plan_recordConsent" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "record" TEXT, "agency" TEXT
) STRICT;
CREATE TABLE "plan_release" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "by" TEXT, "to" TEXT,
  "purpose" TEXT, "status" TEXT
) STRICT;
CREATE TABLE "plan_releaseItem" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "release" TEXT,
  "record" TEXT
) STRICT;
CREATE TABLE "plan_releasePerson" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "release" TEXT,
  "person" TEXT
) STRICT;
CREATE TABLE "plan_override" (
  rec INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
  "code" TEXT, "operation" TEXT, "tlp" TEXT, "level" TEXT, "handling" TEXT, "_life" TEXT, "rule" TEXT, "subject" TEXT,
  "reason" TEXT, "by" TEXT, "second" TEXT, "until" TEXT, "note" TEXT
) STRICT;
CREATE INDEX "plan_dependency_by_parent" ON "plan_dependency" ("task");
CREATE INDEX "plan_decisionPoint_by_parent" ON "plan_decisionPoint" ("task");
CREATE INDEX "plan_assignment_by_parent" ON "plan_assignment" ("task");
CREATE INDEX "plan_leave_by_parent" ON "plan_leave" ("person");
CREATE INDEX "plan_jitMember_by_parent" ON "plan_jitMember" ("jit");
CREATE INDEX "plan_jitExtension_by_parent" ON "plan_jitExtension" ("jit");
CREATE INDEX "plan_signature_by_parent" ON "plan_signature" ("of");
CREATE INDEX "plan_coverage_by_parent" ON "plan_coverage" ("agreement");
CREATE INDEX "plan_transit_by_parent" ON "plan_transit" ("agreement");
CREATE INDEX "plan_approvalStep_by_parent" ON "plan_approvalStep" ("agreement");
CREATE INDEX "plan_paxRow_by_parent" ON "plan_paxRow" ("movement");
CREATE INDEX "plan_handover_by_parent" ON "plan_handover" ("movement");
CREATE INDEX "plan_recordLink_by_parent" ON "plan_recordLink" ("record");
CREATE INDEX "plan_recordConsent_by_parent" ON "plan_recordConsent" ("record");
CREATE INDEX "plan_releaseItem_by_parent" ON "plan_releaseItem" ("release");
CREATE INDEX "plan_releasePerson_by_parent" ON "plan_releasePerson" ("release");
`;
