/** The part of the calendar component's month that is used here; its package describes only the whole component. */
declare module 'react-big-calendar/lib/Month' {
  import type { Component, RefObject } from 'react';

  interface Row {
    readonly containerRef: RefObject<HTMLElement | null>;
    readonly headingRowRef: RefObject<HTMLElement | null>;
    readonly eventRowRef: RefObject<HTMLElement | null>;
  }
  interface Props {
    readonly date: Date;
    readonly localizer: { readonly language: string };
  }
  interface State {
    readonly rowLimit: number;
    readonly needLimitMeasure: boolean;
    readonly date: Date | null;
  }
  class MonthView extends Component<Props, State> {
    static getDerivedStateFromProps(props: Props, state: State): Partial<State>;
    readonly slotRowRef: RefObject<Row | null>;
    componentDidMount(): void;
    componentDidUpdate(): void;
    componentWillUnmount(): void;
    measureRowLimit(): void;
  }
  export default MonthView;
}
