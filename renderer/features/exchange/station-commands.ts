/** Steps between the stations of this agency, from the command list: each where the keys of this station allow it. */
import { useAsk } from '../../api/index.ts';
import { useCommand } from '../../state/bus.ts';
import { openStationStep, type StationStep } from '../../state/exchange-place.ts';

export function useStationCommands(): void {
  const own = useAsk('keys.own', {}).data;
  const several = (own?.stations.length ?? 0) > 1;
  const root = own?.holdsRoot ?? false;
  const open = (step: StationStep) => () => openStationStep(step);
  useCommand('station.enrol', open('enrol'), root);
  useCommand('station.join', open('join'), root && !several);
  useCommand('station.pass', open('pass'), several);
  useCommand('station.meet', open('meet'), several);
  useCommand('station.ask', open('ask'), several && !root);
  useCommand('station.renew', open('renew'), root && (own?.asks.length ?? 0) > 0);
}
