/**
 * Week and day of the component, with columns that stay. By itself it throws away the columns of the days that leave and makes new ones for
 * those that come, a hundred slots each; here a turn gives the columns other days.
 */
import { cloneElement, createElement, type ReactElement } from 'react';
import * as dayModule from 'react-big-calendar/lib/Day';
import * as gridModule from 'react-big-calendar/lib/TimeGrid';
import * as weekModule from 'react-big-calendar/lib/Week';

// CommonJS: depending on who bundles, a class is the default export or stands one level deeper
const classOf = <C>(loaded: C): C =>
  typeof loaded === 'function' ? loaded : (loaded as unknown as { readonly default: C }).default;
const DrawnGrid = classOf(gridModule.default);
const DrawnWeek = classOf(weekModule.default);
const DrawnDay = classOf(dayModule.default);

class Grid extends DrawnGrid {
  override renderDayColumn(date: Date, ...others: readonly unknown[]): ReactElement {
    return cloneElement(super.renderDayColumn(date, ...others), { key: this.props.range.indexOf(date) });
  }
}

export class Week extends DrawnWeek {
  override render(): ReactElement<{ readonly range: readonly Date[] }> {
    return createElement(Grid, super.render().props);
  }
}

export class Day extends DrawnDay {
  override render(): ReactElement<{ readonly range: readonly Date[] }> {
    return createElement(Grid, super.render().props);
  }
}
