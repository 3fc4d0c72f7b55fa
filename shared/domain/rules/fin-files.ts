/** Money on paper: what an amount rests on, what a bank needs to stop a payment, and what an FIU allows to be done with its information. */
import type { PlanStopPayment } from '../../model/held.ts';
import type { FindingItem } from '../../model/plan.ts';
import { mayPassFiu } from '../handling/passing.ts';
import { passingOf } from './han.ts';
import { hours, isBlank, itemsOf, type Rule, ruleAbout } from './rule.ts';

const DOLLAR = 'USD';

const valued = ruleAbout(
  'asset',
  {
    id: 'R-FIN-08',
    reads: ['assets'],
    title: 'An amount has currency and valuation date, and the rate its value in dollars rests on',
    severity: 'block',
    gate: 'save',
    dagger: true,
  },
  (facts, { id, amount, rate, usdMinor }) => {
    if (amount === null && rate === null) return null;
    const faults: string[] = [];
    if (amount === null && !facts.withheld(id, 'amount')) faults.push('no_amount');
    if (amount !== null && isBlank(amount.ccy)) faults.push('no_currency');
    // The value in dollars is what totals add up; of an amount in dollars it needs no rate.
    const isConverted = amount !== null && !isBlank(amount.ccy) && amount.ccy.trim() !== DOLLAR && usdMinor > 0;
    if (isConverted && (rate === null || isBlank(rate.source)) && !facts.withheld(id, 'rate')) faults.push('no_rate');
    return faults.length === 0
      ? null
      : {
          items: faults.map((key) => ({ key })),
        };
  },
);

/** The parts of a stop-payment file, in the order R-FIN-10 names them. */
const PARTS: readonly (readonly [key: string, has: (file: PlanStopPayment) => boolean])[] = [
  ['no_payer', ({ payer }) => !isBlank(payer)],
  ['no_beneficiary', ({ beneficiary }) => !isBlank(beneficiary)],
  ['no_amount', ({ amount }) => amount !== null && amount.minor > 0],
  ['no_currency', ({ amount }) => amount !== null && !isBlank(amount.ccy)],
  ['no_value_time', ({ valueTime }) => valueTime !== null],
  ['no_reference', ({ reference }) => !isBlank(reference)],
  ['no_fraud_type', ({ fraudType }) => !isBlank(fraudType)],
  ['no_report', ({ reportNo }) => !isBlank(reportNo)],
];

const stopPayment = ruleAbout(
  'request',
  {
    id: 'R-FIN-10',
    reads: ['requests', 'limits'],
    title: 'A stop-payment file is complete, and the transfer is not too old to be stopped',
    severity: 'block',
    gate: 'submit',
    cadence: 'hour',
  },
  (facts, request) => {
    const { id, status, stopPayment: file } = request;
    if (status !== 'draft' || file === null) return null;
    const missing = facts.withheld(id, 'stopPayment') ? [] : PARTS.filter(([, has]) => !has(file));
    const items: FindingItem[] = missing.map(([key]) => ({ key }));
    const age = file.valueTime === null ? 0 : facts.clock - file.valueTime;
    if (age > hours(facts.plan.limits.stopPaymentH))
      items.push({ key: 'transfer_age_h', value: Math.floor(age / hours(1)) });
    return items.length === 0 ? null : { severity: missing.length > 0 ? 'block' : 'warn', items };
  },
);

const fiuConsent = ruleAbout(
  'released_record',
  {
    id: 'R-FIN-11',
    reads: ['releases', 'records'],
    title: 'Information of an FIU is passed on, or used as evidence, only with its consent',
    severity: 'block',
    gate: 'release',
    cadence: 'day',
  },
  (facts, { release, record }) => {
    const passing = passingOf(release);
    const answer = passing && mayPassFiu(record, passing, release.purpose, facts.today);
    if (answer?.answer !== 'no' || facts.withheld(record.id, 'fiuConsent')) return null;
    return { items: [{ key: answer.why, also: { to: release.to ?? '' } }, ...itemsOf('of', answer.refs)] };
  },
);

export const FIN_FILE_RULES: readonly Rule[] = [valued, stopPayment, fiuConsent];
