/** Inbox and outbox: how each partner stands, what went out and became of it, what was recalled, what was set aside. */
import { useT } from '../../i18n/index.ts';
import { BOX_VIEWS, useExchangePlace } from '../../state/exchange-place.ts';
import { Segments } from '../../ui/index.ts';
import { Alarms } from './alarms.tsx';
import page from './exchange.module.css';
import { FileLog } from './file-log.tsx';
import { Kept } from './kept.tsx';
import { Outbox } from './outbox.tsx';
import { Recalls } from './recalls.tsx';
import { Safety } from './safety.tsx';
import { Standings } from './standings.tsx';

export function Box() {
  const { t } = useT();
  const view = useExchangePlace((s) => s.box);
  const setView = useExchangePlace((s) => s.show);
  return (
    <>
      <Alarms />
      <Standings />
      <div className={page.row}>
        <Segments
          label={t('box.views')}
          value={view}
          onPick={setView}
          options={BOX_VIEWS.map((value) => ({ value, label: t(`box.view.${value}`) }))}
        />
      </div>
      {view === 'out' ? <Outbox /> : null}
      {view === 'log' ? <FileLog /> : null}
      {view === 'recalls' ? <Recalls /> : null}
      {view === 'kept' ? <Kept /> : null}
      {view === 'safety' ? <Safety /> : null}
    </>
  );
}
