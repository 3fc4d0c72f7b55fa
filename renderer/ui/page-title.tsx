import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react';

/** Told when a screen shows its title itself, and when it does no more. */
const Titled = createContext<(by: 1 | -1) => void>(() => undefined);

/** A screen with one title in every state: its own where it shows one, else one for the ear alone. */
export function WithTitle({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [shown, setShown] = useState(0);
  const [tell] = useState(() => (by: 1 | -1) => setShown((n) => n + by));
  return (
    <Titled value={tell}>
      {shown === 0 ? <h1 className="visually-hidden">{title}</h1> : null}
      {children}
    </Titled>
  );
}

/** The title of a screen where it is seen; it is heard there too, and nowhere else. */
export function PageTitle({ children }: { readonly children: ReactNode }) {
  const tell = useContext(Titled);
  useLayoutEffect(() => {
    tell(1);
    return () => tell(-1);
  }, [tell]);
  return <h1 className="page-title">{children}</h1>;
}
