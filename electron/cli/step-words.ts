import type { StepLabel } from '#shared/contract/planning.ts';

type Params = StepLabel['params'];

/** Steps in the words of the field, as the window's catalogue has them; the command line speaks English. */
const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  'step.operation.load': ({ code }) => `load operation ${code ?? ''}`,
  'step.task.move': ({ code, at }) => (code === undefined ? 'move a task' : `move ${code} to ${at}`),
  'step.task.span': ({ code, at, minutes }) => `set ${code ?? 'a task'} to ${at}, ${minutes} min`,
  'step.task.create': ({ code }) => `make task ${code ?? ''}`,
  'step.hHour.set': ({ minutes }) => (minutes === undefined ? 'move H-hour' : `move H-hour by ${minutes} min`),
  'step.person.assign': ({ person, code }) =>
    code === undefined ? 'put a person on a task' : `put ${person} on ${code}`,
  'step.person.unassign': ({ person, code }) =>
    code === undefined ? 'take a person off a task' : `take ${person} off ${code}`,
  'step.limits.set': ({ limits }) => (limits === undefined ? 'set limits' : `set limits: ${limits}`),
  'step.finding.lift': ({ rule, subject }) => (rule === undefined ? 'lift a finding' : `lift ${rule} ${subject}`),
  'step.finding.unlift': ({ rule, subject }) =>
    rule === undefined ? 'withdraw the lifting of a finding' : `withdraw the lifting of ${rule} ${subject}`,
  'step.take': ({ verb, code }) =>
    verb === undefined ? 'take a step' : `${String(verb).replaceAll('-', ' ')}, ${code ?? ''}`,
  'step.sign': ({ code, party }) => (code === undefined ? 'record a signature' : `record that ${party} signed ${code}`),
  'step.order.draft': ({ version }) => `make version ${version ?? ''} of the order`,
  'step.order.write': ({ version }) => `write in version ${version ?? ''} of the order`,
  'step.order.acknowledge': ({ agency, version }) =>
    agency === undefined
      ? 'acknowledge the order'
      : `record that ${agency} acknowledged version ${version} of the order`,
  'step.action.note': () => 'note in the log',
  'step.action.decide': () => 'decision in the log',
  'step.action.decideAt': ({ code }) => `decision at ${code ?? 'a decision point'}`,
  'step.action.go': ({ site }) => `go for ${site ?? 'a site'}`,
  'step.action.noGo': ({ site }) => `no-go for ${site ?? 'a site'}`,
  'step.action.count': ({ agency }) => `count a result of ${agency ?? 'an agency'}`,
  'step.traveller.screen': ({ code }) => `record a screening${code === undefined ? '' : ` in ${code}`}`,
  'step.traveller.add': ({ code }) => `add a traveller${code === undefined ? '' : ` to ${code}`}`,
  'step.movement.check': ({ code }) => `record checks${code === undefined ? '' : ` of ${code}`}`,
  'step.jit.extension': ({ code, until }) =>
    code === undefined ? 'draw up an extension' : `draw up an extension of ${code} to ${until}`,
  'step.branch.merge': ({ name }) => `take over from the branch ${name ?? ''}`,
  'step.branch.promote': ({ name }) => `promote the branch ${name ?? ''}`,
  'step.operation.copy': ({ code }) => `make edition ${code ?? ''}`,
  'step.template.use': ({ code }) => `build ${code ?? 'an operation'} from a template`,
  'step.template.save': ({ name }) => `keep the template ${name ?? ''}`,
  'step.draft.agreement': ({ code }) => `draft agreement ${code ?? ''}`,
  'step.draft.jit': ({ code }) => `propose team ${code ?? ''}`,
  'step.draft.movement': ({ code }) => `plan movement ${code ?? ''}`,
  'step.draft.request': ({ code }) => `draft request ${code ?? ''}`,
  'step.draft.asset': ({ code }) => `add asset ${code ?? ''}`,
  'step.draft.deconfliction': ({ code }) => `open deconfliction ${code ?? ''}`,
  'step.conflict.settle': () => 'settle what both sides changed',
  'exchange.release': () => 'release to an agency',
  'exchange.recall': () => 'recall from an agency',
  'exchange.accept': () => 'accept a file',
};

/** What a step did. A step this version has no words for is named by its key. */
export const stepWords = ({ key, params }: StepLabel): string => WORDS[key]?.(params).trim() ?? key;
