/** Buttons, fields and small controls; they know no feature. */
import { Tooltip } from '@base-ui/react/tooltip';
import { Eye, EyeOff, TriangleAlert } from 'lucide-react';
import { type ComponentProps, type ReactElement, type ReactNode, useId, useState } from 'react';
import styles from './controls.module.css';
import { cx } from './cx.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: 'plain' | 'primary' | 'quiet' | 'danger' | undefined;
}
export function Button({ tone = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={cx(
        styles.button,
        tone === 'primary' && styles.primary,
        tone === 'quiet' && styles.quiet,
        tone === 'danger' && styles.danger,
        className,
      )}
    />
  );
}

/** Words for a thing that shows only a picture; also on focus, dismissible with Esc. */
export function Tip({ text, children }: { readonly text: ReactNode; readonly children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger delay={350} render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles.layer}>
          <Tooltip.Popup className={styles.tip}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export interface IconButtonProps extends ButtonProps {
  readonly label: string;
  readonly hint?: ReactNode | undefined;
}
export function IconButton({ label, hint, children, className, tone = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Tip
      text={
        hint === undefined ? (
          label
        ) : (
          <>
            {label} {hint}
          </>
        )
      }
    >
      <Button {...rest} tone={tone} aria-label={label} className={cx(styles.icon, className)}>
        {children}
      </Button>
    </Tip>
  );
}

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className={styles.kbd}>{children}</kbd>;
}

export function Fault({ children, id }: { readonly children: ReactNode; readonly id?: string | undefined }) {
  return (
    <p className={styles.fault} id={id} role="alert">
      <TriangleAlert size={14} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

export interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: ReactNode;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: ReactNode;
  readonly fault?: ReactNode;
  readonly mono?: boolean;
  readonly end?: ReactNode;
}
export function Field({ label, value, onText, hint, fault, mono, end, className, ...rest }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}h` : '', fault ? `${id}f` : ''].filter(Boolean).join(' ');
  const input = (
    <input
      {...rest}
      id={id}
      value={value}
      onChange={(e) => onText(e.target.value)}
      aria-invalid={fault ? true : undefined}
      aria-describedby={described || undefined}
      className={cx(styles.input, mono && styles.mono, className)}
    />
  );
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {end ? (
        <div className={styles.withButton}>
          {input}
          {end}
        </div>
      ) : (
        input
      )}
      {hint ? (
        <p id={`${id}h`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {fault ? <Fault id={`${id}f`}>{fault}</Fault> : null}
    </div>
  );
}

/** A secret: paste and password managers work, and it can be shown while typing (WCAG 3.3.8). */
export function SecretField({
  showLabel,
  hideLabel,
  ...rest
}: FieldProps & { readonly showLabel: string; readonly hideLabel: string }) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...rest}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      end={
        <IconButton
          label={shown ? hideLabel : showLabel}
          tone="plain"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
        </IconButton>
      }
    />
  );
}

export interface ChoiceProps<T extends string> {
  readonly label: ReactNode;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onPick: (value: T) => void;
  readonly hideLabel?: boolean;
  readonly className?: string | undefined;
  readonly id?: string;
}
/** One of a few, as the system's own list: works with every reader and keyboard. */
export function Choice<T extends string>({ label, value, options, onPick, hideLabel, className, id }: ChoiceProps<T>) {
  const own = useId();
  const key = id ?? own;
  return (
    <div className={hideLabel ? undefined : styles.field}>
      <label htmlFor={key} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <select
        id={key}
        className={cx(styles.select, className)}
        value={value}
        onChange={(e) => {
          const next = options.find((o) => o.value === e.target.value);
          if (next) onPick(next.value);
        }}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[];
  readonly onPick: (value: T) => void;
}
export function Segments<T extends string>({ label, value, options, onPick }: SegmentsProps<T>) {
  return (
    <fieldset className={styles.segments} aria-label={label} style={{ margin: 0, padding: 0, minInlineSize: 0 }}>
      {options.map((o) => (
        <button
          key={o.value}
          type="button"
          className={styles.segment}
          aria-pressed={o.value === value}
          onClick={() => onPick(o.value)}
        >
          {o.icon}
          {o.label}
        </button>
      ))}
    </fieldset>
  );
}

export function Check({
  checked,
  onCheck,
  children,
}: {
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(e) => onCheck(e.target.checked)} />
      <span>{children}</span>
    </label>
  );
}
