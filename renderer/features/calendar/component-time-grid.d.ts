/** The parts of the calendar component's week and day that are used here; its package describes only the whole component. */
declare module 'react-big-calendar/lib/TimeGrid' {
  import { Component, type ReactElement } from 'react';

  class TimeGrid extends Component<{ readonly range: readonly Date[] }> {
    renderDayColumn(date: Date, ...others: readonly unknown[]): ReactElement;
  }
  export default TimeGrid;
}
declare module 'react-big-calendar/lib/Week' {
  import { Component, type ReactElement } from 'react';

  class Week extends Component {
    render(): ReactElement<{ readonly range: readonly Date[] }>;
  }
  export default Week;
}
declare module 'react-big-calendar/lib/Day' {
  import { Component, type ReactElement } from 'react';

  class Day extends Component {
    render(): ReactElement<{ readonly range: readonly Date[] }>;
  }
  export default Day;
}
