/** What a card says in words: in its row, to a reader, and in the board. */
import type { OperationCard } from '#shared/contract/planning.ts';
import { cityOf, dateText, timeText, useT, type Words } from '../../i18n/index.ts';

export function hWords(card: OperationCard, t: Words['t'], language: string): string {
  return card.hHour === null
    ? t('h.withheldShort')
    : `${dateText(card.hHour, card.refTz, language, 'full')} ${timeText(card.hHour, card.refTz)} ${cityOf(card.refTz)}`;
}

export function findingWords(card: OperationCard, t: Words['t']): string {
  if (!card.findings) return t('operations.checking');
  const { block, warn } = card.findings;
  return `${t('severity.blockCount', { count: block })}, ${t('severity.warnCount', { count: warn })}`;
}

/** The sentence of a row: name, code, state, H and findings. */
export function useSpoken(): (card: OperationCard) => string {
  const { t, maybe, language } = useT();
  return (card) =>
    t('portfolio.spoken', {
      name: card.codeName,
      code: card.code,
      status: maybe(`operationStatus.${card.status}`, card.status),
      h: hWords(card, t, language),
      findings: findingWords(card, t),
    });
}
