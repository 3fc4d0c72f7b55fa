/** By what authority a measure stands outside lawful hours. Frozen. */
export const authority = `
ALTER TABLE "plan_task" ADD COLUMN "authority" TEXT;
`;
