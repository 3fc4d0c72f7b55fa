/** Invented operations of a given size. */
export { generatePlan } from './generate-plan.ts';
export { GENERATED_CLOCK, LEAST, MAX_SEED, type SetSize, type Shape, shapesOf, type SizeName, SIZES } from './shape.ts';
