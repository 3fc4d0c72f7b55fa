/** A task of a cell, edited where it stands: its time, or the people on it, by the same commands as everywhere else. */
import type { OperationCard, TimelineFrame } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { Code, Failure, Loading, Segments, Sheet } from '../../ui/index.ts';
import { EditTaskSheet } from '../new-task/index.ts';
import { Staffing } from '../staffing/index.ts';
import { StartEditor } from '../timeline/index.ts';

export type CellPart = 'time' | 'people';

export function CellSheet({
  card,
  task,
  part,
  zone,
  onPart,
  onClose,
}: {
  readonly card: OperationCard;
  readonly task: string;
  readonly part: CellPart;
  readonly zone: string;
  readonly onPart: (part: CellPart) => void;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const ask = useAsk('task.detail', { operation: card.id, task });
  const detail = ask.data;
  return (
    <Sheet
      open
      onClose={onClose}
      title={
        detail ? (
          <>
            <Code>{detail.row.code}</Code> · <bdi>{detail.row.title}</bdi>
          </>
        ) : (
          t('state.loading')
        )
      }
      closeLabel={t('action.close')}
    >
      <Segments
        label={t('matrix.edit.part')}
        value={part}
        options={[
          { value: 'time', label: t('matrix.edit.time') },
          { value: 'people', label: t('staffing.people') },
        ]}
        onPick={onPart}
      />
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {detail ? (
        part === 'time' ? (
          <StartEditor card={card} detail={detail} zone={zone} onDone={onClose} />
        ) : (
          <Staffing card={card} detail={detail} />
        )
      ) : (
        <Loading />
      )}
    </Sheet>
  );
}

/** A task that is to stand in another row: the form of the task with the other place in it, nothing changed until it is applied. */
export function RowSheet({
  card,
  frame,
  task,
  site,
  onClose,
}: {
  readonly card: OperationCard;
  readonly frame: TimelineFrame;
  readonly task: string;
  /** Code of the site of that row, or `REM`; null: rows are no places. */
  readonly site: string | null;
  readonly onClose: () => void;
}) {
  const { data: detail } = useAsk('task.detail', { operation: card.id, task });
  return detail ? <EditTaskSheet card={card} frame={frame} detail={detail} site={site} onClose={onClose} /> : null;
}
