/** The branches of an operation, and one of them beside the plan: times on one scale, findings, people, and what to take over. */
import { GitBranch, GitMerge, Pencil, Trash2 } from 'lucide-react';
import type { BranchCard, Comparison } from '#shared/contract/branches.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { runCommand, useCommand } from '../../state/bus.ts';
import { useTell } from '../../state/notices.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { useProblem } from '../../state/steps.ts';
import { type BranchTab, enterBranch, leaveBranch, planOf, useWhatIf } from '../../state/what-if.ts';
import { Button, cx, Empty, Failure, Kbd, Loading, Ltr, PageTitle, Sign, TabPanels } from '../../ui/index.ts';
import { Choices } from '../choices/index.ts';
import { FindingDiff } from '../findings/index.ts';
import styles from './branches.module.css';
import { ComparePicture } from './compare-picture.tsx';
import { ComparePeople } from './compare-people.tsx';

const MOST = 200;

export function Branches({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const operation = planOf(card);
  const beside = useWhatIf((s) => s.beside[operation]);
  const zone = useOperationView(card.id).zone ?? card.refTz;
  const open = useAsk('branch.list', { operation, discarded: false, first: 0, count: MOST });
  const aside = useAsk('branch.list', { operation, discarded: true, first: 0, count: MOST });
  const branches = open.data?.branches ?? [];
  const shown =
    branches.find(({ id }) => id === (card.lens ? card.id : beside)) ??
    branches.find(({ id }) => id === beside) ??
    branches[0];
  const discard = useDiscard(card);
  useCommand(
    'branch.promote',
    () => shown && useWhatIf.getState().set({ dialog: { is: 'promote', branch: shown.id } }),
    shown !== undefined && shown.changes > 0,
  );
  useCommand('branch.discard', () => shown && discard.run(shown), shown !== undefined);
  if (open.isError) return <Failure error={failureOf(open.error)} />;
  if (!open.data || !aside.data) return <Loading lines={10} />;
  const create = (
    <Button tone="primary" onClick={() => runCommand('branch.new')}>
      {t('branches.new')} <Kbd>Ctrl+B</Kbd>
    </Button>
  );
  if (branches.length === 0 && aside.data.total === 0)
    return (
      <>
        <Empty title={t('branches.empty.title')} text={t('branches.empty.text')}>
          {create}
        </Empty>
      </>
    );
  return (
    <div className={styles.screen}>
      <section className={styles.list} aria-label={t('branches.list')}>
        <PageTitle>{t('area.branches')}</PageTitle>
        {create}
        <ul>
          {branches.map((branch) => (
            <li key={branch.id}>
              <button
                type="button"
                className={cx(styles.entry, branch.id === shown?.id && styles.entryShown)}
                aria-pressed={branch.id === shown?.id}
                onClick={() => {
                  useWhatIf.getState().putBeside(operation, branch.id);
                  // Beside the plan one branch is shown; that one is then also the one the band names.
                  if (card.lens) enterBranch(operation, branch.id);
                }}
              >
                <GitBranch size={14} aria-hidden />
                <span className={styles.entryName}>
                  <bdi>{branch.name}</bdi>
                </span>
                <small>
                  {t('branches.changes', { count: branch.changes })}
                  {branch.moved > 0 ? (
                    <Sign tone="warn" label={t('choices.moved', { count: branch.moved })}>
                      <span aria-hidden>{branch.moved}</span>
                    </Sign>
                  ) : null}
                </small>
              </button>
            </li>
          ))}
        </ul>
        {aside.data.total > 0 ? <Aside branches={aside.data.branches} zone={zone} /> : null}
      </section>
      {shown ? (
        <Beside key={shown.id} card={card} branch={shown} zone={zone} onDiscard={() => discard.run(shown)} />
      ) : (
        <Empty title={t('branches.empty.title')} text={t('branches.empty.text')} />
      )}
    </div>
  );
}

/** Puts a branch aside; the toast says that it can be brought back. */
function useDiscard(card: OperationCard): { readonly run: (branch: BranchCard) => void } {
  const tell = useTell();
  const send = useSend('branch.discard');
  const problem = useProblem();
  return {
    run: (branch) => {
      if (card.id === branch.id) leaveBranch(planOf(card));
      send.mutate(
        { branch: branch.id },
        {
          onSuccess: () => {
            tell(({ t }) => t('branches.discarded', { name: branch.name }));
          },
          onError: problem,
        },
      );
    },
  };
}

function Aside({ branches, zone }: { readonly branches: readonly BranchCard[]; readonly zone: string }) {
  const { t, language } = useT();
  const restore = useSend('branch.restore');
  const problem = useProblem();
  return (
    <details className={styles.aside}>
      <summary>{t('branches.aside', { count: branches.length })}</summary>
      <ul>
        {branches.map((branch) => (
          <li key={branch.id}>
            <bdi>{branch.name}</bdi>
            <small>{dateText(branch.discarded ?? branch.at, zone, language, 'full')}</small>
            <span>
              <Button onClick={() => restore.mutate({ branch: branch.id }, { onError: problem })}>
                {t('branches.restore')}
                <span className="visually-hidden"> {branch.name}</span>
              </Button>
              <Button
                tone="quiet"
                onClick={() => useWhatIf.getState().set({ dialog: { is: 'purge', branch: branch.id } })}
              >
                <Trash2 size={14} aria-hidden /> {t('branches.purge')}
                <span className="visually-hidden"> {branch.name}</span>
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Beside({
  card,
  branch,
  zone,
  onDiscard,
}: {
  readonly card: OperationCard;
  readonly branch: BranchCard;
  readonly zone: string;
  readonly onDiscard: () => void;
}) {
  const { t, language } = useT();
  const { tab, set } = useWhatIf();
  const ask = useAsk('branch.compare', { branch: branch.id });
  const inside = card.id === branch.id;
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={10} />;
  const seen = ask.data;
  const { findings, people } = seen;
  return (
    <section className={styles.beside} aria-label={t('branches.beside', { name: branch.name })}>
      <header className={styles.head}>
        <div>
          <h2>
            <bdi>{branch.name}</bdi>
          </h2>
          <p className={styles.quiet}>
            {t('branches.noPrint')} {t('branches.made', { date: dateText(branch.at, zone, language, 'full') })}{' '}
            <Ltr>{clockText(branch.at, zone)}</Ltr>
          </p>
        </div>
        <span className={styles.grow} />
        {inside ? null : (
          <Button
            tone="primary"
            onClick={() => {
              enterBranch(branch.operation, branch.id);
              usePlace.getState().go('timeline');
            }}
          >
            {t('branches.enter')}
          </Button>
        )}
        {branch.changes > 0 ? (
          <Button onClick={() => set({ dialog: { is: 'promote', branch: branch.id } })}>
            <GitMerge size={14} aria-hidden /> {t('branches.promote')}
          </Button>
        ) : null}
        <Button tone="quiet" onClick={() => set({ dialog: { is: 'rename', branch: branch.id } })}>
          <Pencil size={14} aria-hidden /> {t('branches.rename')}
        </Button>
        <Button tone="quiet" onClick={onDiscard}>
          <Trash2 size={14} aria-hidden /> {t('branches.discard')}
        </Button>
      </header>
      <Figures seen={seen} />
      <TabPanels<BranchTab>
        label={t('branches.sides')}
        value={tab}
        onPick={(next) => set({ tab: next })}
        panelClass={styles.panel}
        tabs={[
          { value: 'picture', label: t('branches.tab.picture'), panel: <ComparePicture seen={seen} zone={zone} /> },
          {
            value: 'findings',
            label: t('branches.tab.findings', { added: findings.addedInAll, gone: findings.goneInAll }),
            panel: (
              <div className={styles.scroll}>
                <FindingDiff added={findings.added} gone={findings.gone} />
              </div>
            ),
          },
          {
            value: 'people',
            label: t('branches.tab.people', { count: people.differ }),
            panel: <ComparePeople branch={branch.id} />,
          },
          {
            value: 'choose',
            label: t('branches.tab.choose', { count: branch.changes }),
            panel: <Choices source={{ is: 'branch', branch: branch.id, name: branch.name }} zone={zone} />,
          },
        ]}
      />
    </section>
  );
}

function Figures({ seen }: { readonly seen: Comparison }) {
  const { t } = useT();
  const { tasks, findings, people } = seen;
  const worst = findings.added.some(({ severity }) => severity === 'block') ? 'block' : 'warn';
  return (
    <p className={styles.figures}>
      <span>
        <b>{tasks.moved}</b> {t('branches.moved', { count: tasks.moved })}
      </span>
      <span>
        <b>{tasks.changed}</b> {t('branches.changed', { count: tasks.changed })}
      </span>
      <span>
        <b>{tasks.added}</b> {t('branches.added', { count: tasks.added })}
      </span>
      <span>
        <b>{tasks.gone}</b> {t('branches.gone', { count: tasks.gone })}
      </span>
      {findings.addedInAll > 0 ? <Sign tone={worst}>{t('findings.added', { count: findings.addedInAll })}</Sign> : null}
      {findings.goneInAll > 0 ? <Sign tone="ready">{t('findings.gone', { count: findings.goneInAll })}</Sign> : null}
      <Sign tone={people.doubleBranch > people.doublePlan ? 'block' : 'none'}>
        {t('branches.double', { plan: people.doublePlan, branch: people.doubleBranch })}
      </Sign>
    </p>
  );
}
