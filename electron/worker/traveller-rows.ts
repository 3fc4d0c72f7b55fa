/** Traveller rows: sealed under the traveller key on their way in, opened only for the card of their movement. */
import { openValue, sealValue } from '#electron/keys/sealed-values.ts';
import type { TravellerView } from '#shared/contract/travellers.ts';
import { LIFECYCLES, type Role, ROLES } from '#shared/domain/lifecycles/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { CATEGORIES, SCREENING_STATES } from '#shared/model/vocabulary.ts';
import type { Session } from './session.ts';

const KIND = 'traveller';
const ONLY: ReadonlySet<string> = new Set([KIND]);

/** A value as it may stand in a traveller row. It opens for this field alone. */
export const seal = (session: Session, field: string, value: Wire): string =>
  sealValue(session.keys.traveller, JSON.stringify(value), `${KIND}.${field}`);

/** undefined: not given, or not to be opened with the keys of this workspace. */
function unseal(session: Session, field: string, value: Wire | undefined): Wire | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = openValue(session.keys.traveller, value, `${KIND}.${field}`);
  if (!plain.ok) return undefined;
  try {
    return JSON.parse(plain.value) as Wire;
  } catch {
    return undefined;
  }
}

const text = (value: Wire | undefined): string | null => (typeof value === 'string' ? value : null);
const among = <T extends string>(all: readonly T[], value: Wire | undefined): T | null =>
  all.find((one) => one === value) ?? null;

export interface TravellerRow {
  readonly view: TravellerView;
  /** Record id of the movement; null: the row does not open here. */
  readonly movement: string | null;
  readonly mine: boolean;
  readonly contested: boolean;
}

/** Every traveller row of an operation that is not closed, in the order they were made. */
export const travellersOf = (session: Session, operation: string): readonly TravellerRow[] =>
  session.store.read
    .recordsOfOperation(operation, ONLY)
    .filter(({ closed }) => !closed)
    .map(({ id, owner, fields, contested }) => {
      const open = (field: string): Wire | undefined => unseal(session, field, fields[field]);
      const screening = open('screening');
      const [state, on, authority, by, role, review, reason] = Array.isArray(screening) ? (screening as Wire[]) : [];
      const category = open('category');
      const movement = text(open('movement'));
      return {
        movement,
        mine: owner === session.card.agency,
        contested: contested.includes('screening'),
        view: {
          id,
          reference: text(open('reference')),
          nationality: text(open('nationality')),
          category: among(CATEGORIES, Array.isArray(category) ? category[0] : undefined),
          state:
            fields['screening'] === undefined
              ? movement === null
                ? null
                : LIFECYCLES.screening.initial
              : among(SCREENING_STATES, state),
          on: text(on),
          authority: text(authority),
          by: text(by),
          role: among<Role>(ROLES, role),
          review: text(review),
          reason: text(reason),
        },
      };
    });
