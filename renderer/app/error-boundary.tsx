import { Component, type ReactNode } from 'react';
import { useT } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import styles from './shell.module.css';

interface State {
  readonly broken: boolean;
}

/** Catches a defect of a screen. The words say what is safe; the error itself is not shown, it might carry case data. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false };
  static getDerivedStateFromError(): State {
    return { broken: true };
  }
  override render(): ReactNode {
    if (this.state.broken) return <Broken onAgain={() => this.setState({ broken: false })} />;
    return this.props.children;
  }
}

function Broken({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useT();
  return (
    <div className={styles.broken} role="alert">
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.text')}</p>
      <Button tone="primary" onClick={onAgain}>
        {t('broken.again')}
      </Button>
    </div>
  );
}
