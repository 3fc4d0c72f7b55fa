/** Why, why not: name a person and see what they bring to the task or what stands against it. */
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { PersonBrief } from '#shared/contract/explain.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { useT } from '../../i18n/index.ts';
import { Code, cx, Failure } from '../../ui/index.ts';
import controls from '../../ui/controls.module.css';
import styles from './staffing.module.css';

export function Finder({
  operation,
  task,
  input,
  onPick,
}: {
  readonly operation: string;
  readonly task: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onPick: (person: PersonBrief) => void;
}) {
  const { t } = useT();
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = useAsk('person.find', { operation, task, text: text.trim() }, { when: open });
  const people = open ? (found.data ?? []) : [];
  const chosen = Math.min(at, people.length - 1);
  const options = useRef<HTMLDivElement>(null);
  const shown = open && people.length > 0;
  // What a key opened must not lie below the edge of the inspector.
  useEffect(() => {
    if (shown) options.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const pick = (person: PersonBrief | undefined): void => {
    if (!person) return;
    setOpen(false);
    setText('');
    onPick(person);
  };
  const onKey = (e: KeyboardEvent): void => {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      e.preventDefault();
      if (!open) setOpen(true);
      else if (people.length > 0) setAt((chosen + step + people.length) % people.length);
    }
    if (e.key === 'Enter' && open) {
      e.preventDefault();
      pick(people[chosen]?.person);
    }
    if (e.key === 'Escape' && open) {
      e.preventDefault();
      e.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className={styles.finder}>
      <label htmlFor={`${id}i`}>
        {t('staffing.ask')} <KeyHint id="person.why" />
      </label>
      <input
        ref={input}
        id={`${id}i`}
        className={controls.input}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}l`}
        aria-activedescendant={open && people[chosen] ? `${id}${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={t('staffing.askHint')}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      <div
        role="listbox"
        id={`${id}l`}
        aria-label={t('staffing.people')}
        className={styles.options}
        hidden={!shown}
        ref={options}
      >
        {people.map(({ person, assigned }, i) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are read by the field that names this option
          <div
            key={person.id}
            id={`${id}${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className={cx(styles.option, assigned && styles.on)}
            onPointerMove={() => setAt(i)}
            // before the field loses the focus and closes the list
            onPointerDown={(e) => e.preventDefault()}
            onClick={() => pick(person)}
            ref={i === chosen ? (el) => el?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <Code>{person.code}</Code>
            <span>
              <bdi>{person.name}</bdi> <small>{assigned ? t('staffing.isOn') : <bdi>{person.role}</bdi>}</small>
            </span>
          </div>
        ))}
      </div>
      {open && found.data && people.length === 0 ? (
        <p className={styles.muted} role="status">
          {t('staffing.nobodyFound', { text })}
        </p>
      ) : null}
      {found.isError ? <Failure error={failureOf(found.error)} /> : null}
    </div>
  );
}
