/** Which operation another one plans again, and the bookings of a person in every operation. Frozen. */
export const editions = `
ALTER TABLE "plan_operation" ADD COLUMN "editionOf" TEXT;
CREATE INDEX "plan_assignment_by_person" ON "plan_assignment" ("person");
`;
