/** Seeded dice for random plans: the same throws for the same seed, everywhere. */
import type { Bi } from '#shared/model/plan.ts';
import { dateOfDayNumber } from '#shared/time/calendar.ts';

export const COUNTRIES = ['KH', 'PH', 'LA', 'TH', 'KR', 'VN', 'SG', 'FR'] as const;
export const ZONES = ['Asia/Bangkok', 'Asia/Manila', 'Europe/Paris', 'Asia/Kathmandu', 'America/New_York'] as const;
const TEXTS = [
  'Entry',
  'réunion à 9 h',
  '=SUM(A1)',
  'ابدأ الآن',
  '<b>x</b>',
  'two  spaces',
  '現場',
  '"quoted", yes',
  "D'un État",
];
const FIRST_DAY = 20_800; // December 2026

export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** Mulberry32: small, seeded, the same everywhere. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  int = (min: number, max: number): number => min + Math.floor(this.next() * (max - min + 1));
  chance = (p = 0.5): boolean => this.next() < p;
  pick = <T>(list: readonly T[]): T => list[this.int(0, list.length - 1)] as T;
  maybe = <T>(make: () => T): T | null => (this.chance() ? make() : null);
  many = <T>(max: number, make: (n: number) => T): T[] => Array.from({ length: this.int(0, max) }, (_, n) => make(n));
  some = <T>(list: readonly T[], p = 0.4): T[] => list.filter(() => this.chance(p));
  text = (): string => `${this.pick(TEXTS)} ${this.int(0, 999)}`;
  bi = (): Bi => ({ en: this.text(), fr: this.text() });
  day = (from = 0, to = 120): string => dateOfDayNumber(FIRST_DAY + this.int(from, to));
  instant = (): number => (FIRST_DAY * 86_400 + this.int(0, 120 * 86_400)) * 1000;
  span = (): { from: string; to: string } => ({ from: this.day(0, 60), to: this.day(60, 120) });
  start = (): string =>
    this.pick([
      () => `H${this.pick(['+', '-'])}${String(this.int(0, 99)).padStart(2, '0')}:${this.pick(['00', '05', '30'])}`,
      () => `D${this.pick(['+', '-'])}${this.int(0, 60)}T${this.pick(['09:00', '04:30', '23:59'])}`,
      () => `D${this.pick(['+', '-'])}${this.int(0, 60)}`,
      () => `${this.day()}T${this.pick(['04:00', '12:15'])}[${this.pick(ZONES)}]`,
    ])();
  record = <V>(keys: readonly string[], make: () => V): Record<string, V> =>
    Object.fromEntries(this.some(keys).map((key) => [key, make()]));
}
