/** What a plan holds that the operation file has no key for. Every other loss shows when the file is read back. */
import { NOT_RECORDED } from '../../model/held.ts';
import type { Limits, Plan } from '../../model/plan.ts';
import { type Refusal, refusal } from '../../result/refusal.ts';
import { DEFAULT_LIMITS } from '../plan-records/limits.ts';

const no = (place: string, reason: string): Refusal => refusal('file-no-place', place, reason);

export const losses = (plan: Plan): readonly Refusal[] => [...planned(plan), ...held(plan)];

function planned({ operation, tasks }: Plan): readonly Refusal[] {
  return [
    ...(operation.disclosure === null
      ? []
      : [no(`operation ${operation.id}: disclosure`, 'an operation file has no place for the disclosure list')]),
    ...(operation.hHour === null
      ? [no(`operation ${operation.id}: h_hour`, 'must be known; it was not released to this agency')]
      : []),
    ...tasks
      .filter((task) => task.status !== 'planned')
      .map((task) =>
        no(`tasks ${task.id}: status`, `an operation file holds planned tasks only, this one is ${task.status}`),
      ),
  ];
}

/** Limits that are kept in the workspace only. */
const OWN_LIMITS = [
  'ackWindowH',
  'custodyH',
  'custodyWarnPct',
  'fiuHeldDays',
  'stopPaymentH',
  'reviewYears',
] as const satisfies readonly (keyof Limits)[];

/** The fields of an item that are recorded though the file has no key for them. */
function held(plan: Plan): readonly Refusal[] {
  const found: Refusal[] = [];
  const look = <T extends { readonly id: string }>(
    list: string,
    items: readonly T[],
    fields: (item: T) => readonly (readonly [string, unknown])[],
  ): void => {
    for (const item of items)
      for (const [field, value] of fields(item))
        if (value !== null && !(Array.isArray(value) && value.length === 0))
          found.push(no(`${list} ${item.id}: ${field}`, 'an operation file has no place for it'));
  };
  const { operation, limits } = plan;
  look('operation', [operation], ({ order }) => [
    ['order.state', order?.state ?? null],
    ['order.acknowledgements', order?.acknowledgements ?? []],
  ]);
  for (const name of OWN_LIMITS)
    if (limits[name] !== DEFAULT_LIMITS[name])
      found.push(no(`defaults: ${name}`, 'an operation file has no place for this limit'));
  if (Object.keys(limits.lawfulHours).length > 0)
    found.push(no('defaults: lawfulHours', 'an operation file has no place for this limit'));
  look('agencies', plan.agencies, ({ ceiling }) => [['ceiling', ceiling]]);
  look('tasks', plan.tasks, ({ level, authority }) => [
    ['level', level],
    ['authority', authority],
  ]);
  look('jits', plan.jits, ({ evidenceRules, languages, authorisations }) => [
    ['evidence rules', evidenceRules],
    // An empty list of languages is an answer too.
    ['languages', languages && 'given'],
    ['authorisations', authorisations],
  ]);
  look('agreements', plan.agreements, ({ documentHash, approvedBy }) => [
    ['document', documentHash],
    ['approved by', approvedBy && 'given'],
  ]);
  look('movements', plan.movements, ({ journey }) =>
    Object.keys(NOT_RECORDED.movement.journey).map((field) => [field, journey[field as keyof typeof journey]] as const),
  );
  look('assets', plan.assets, ({ amount, rate }) => [
    ['amount', amount],
    ['rate', rate],
  ]);
  look('requests', plan.requests, ({ dataHeld, stopPayment }) => [
    ['data held', dataHeld],
    ['stop-payment file', stopPayment],
  ]);
  look('records', plan.records, ({ fiu, fiuConsent, reviewed }) => [
    ['FIU', fiu],
    ['consent of the FIU', fiuConsent],
    ['reviewed', reviewed],
  ]);
  look('releases', plan.releases, ({ approvers }) => [['approvers', approvers && 'given']]);
  return found;
}
