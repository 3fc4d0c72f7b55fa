/** What the parts of the skeleton share. */
import type { Skill } from '../../model/vocabulary.ts';
import type { DraftInput, TaskDraft } from './drafts.ts';

/** A draft and the crew it asks for: how many, and of which skill first. */
export interface Wanted {
  readonly draft: TaskDraft;
  readonly crew: number;
  readonly skill: Skill | null;
}
export type Want = (input: DraftInput, crew: number, skill?: Skill | null) => void;

/** Waits for the end of these. */
export const needs = (...keys: readonly string[]): TaskDraft['dependencies'] =>
  keys.map((on) => ({ on, type: 'FS' as const, lag: 0 }));
/** Minute of the day at which offices begin. */
export const NINE = 9 * 60;
