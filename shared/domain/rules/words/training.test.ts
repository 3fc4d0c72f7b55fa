/** The 30 findings of the training operation as a person reads them, written by hand: short, active, exact, no blame. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOperationFile } from '../../../formats/operation-file/index.ts';
import { buildFacts } from '../../facts/facts.ts';
import { sweep } from '../sweep.ts';
import { type Lang, LANGS, sayFinding } from './index.ts';

const read = readOperationFile(readFileSync(new URL('../../../formats/training/operation.yaml', import.meta.url)));
if (!read.ok) throw new Error('the training operation does not load');
const facts = buildFacts(read.value.plan, read.value.clock);
const findings = sweep(facts);
/** French sets blanks that do not break; here they are plain, to be read. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const whats = (lang: Lang): readonly string[] =>
  findings.map((finding) => `${finding.rule} ${plain(sayFinding(finding, lang, facts).what.text)}`);

const ENGLISH = [
  'R-AGR-01 M3: no instrument in force carries 10 victims (KE) from LA to KE; AG6 names them but stands at “partially signed”, is not signed by LA and has no start date',
  'R-AGR-04 AG4 ends 23 days after M2',
  'R-AGR-05 AG8 has stood at “mandated” for 102 days',
  'R-FIN-02 AS08: outflow and balance exceed inflow by USD 75,000.00',
  'R-FIN-03 RQ02 is 12 days overdue; it was due on 24 February 2027',
  'R-FIN-05 AS03 is free between two holds: RQ01 ends on 15 March 2027, RQ04 begins only on 18 March 2027',
  'R-HAN-02 D02 is TLP:AMBER+STRICT: only its owner, A11, may pass it on',
  'R-HAN-03 D02 is marked H2: A11 has not consented to its release to A09',
  'R-HAN-05 D02: A09 has no part in J1, to which it belongs',
  'R-HAN-06 RL3 takes personal data (D03) to A14: AG8 does not allow it today',
  'R-JIT-02 T45 starts while J3 is only partially signed and LA has not signed J3',
  'R-JIT-03 T64 ends after J2 ends on 31 March 2027',
  'R-JIT-07 J2 ends in 23 days, on 31 March 2027, without a signed extension',
  'R-MOV-03 M4: informed consent recorded for 11 of 12 victims',
  'R-OP-02 T39 starts 50 minutes too early: it waits for the end of T37',
  'R-OP-02 T56 starts 1 hour too early: it waits for the end of T55',
  'R-OP-04 Decision point T37 has no deputy and no abort criteria',
  'R-OP-05 In sync group SG1, T39 starts 1 hour before T38',
  'R-OP-08 Deconfliction DC1 is open at site S2',
  'R-OP-09 T65 touches a public holiday in KH: 14 to 16 April 2027',
  'R-PER-01 P16 is booked at 200 % by T51 and T53',
  'R-PER-02 P33 is on leave during T63',
  'R-PER-03 Nobody on T52 speaks Amharic at level B2 or above',
  'R-PER-05 The vetting of P20 ends on 28 February 2027, before the end of T45',
  'R-PER-06 P28 may not be armed: the host has not authorised it for T46; the JIT of T46 does not allow arms',
  'R-PER-08 The passport of P45 ends on 10 August 2027; the deployment until 20 March 2027 needs one valid until 20 September 2027',
  'R-PER-09 P46 has no right of entry to LA up to the end of T25 and T52',
  'R-PER-10 The medical fitness of P10 ends on 1 March 2027, before the end of T31, T35 and T39',
  'R-PER-11 P49 rests 6 hours between T33 and T61; 11 hours are due',
  'R-PER-12 P48 is in LA for 35 days; the limit is 30 days',
];
const FRENCH = [
  'R-AGR-01 M3 : aucun instrument en vigueur ne couvre 10 victimes (KE) de LA vers KE ; AG6 les mentionne mais en est à l’état « signé en partie », n’est pas signé par LA et n’a pas de date de début',
  'R-AGR-04 AG4 est échu 23 jours après M2',
  'R-AGR-05 AG8 en est à l’état « mandat de signature » depuis 102 jours',
  'R-FIN-02 AS08 : les sorties et le solde dépassent les entrées de 75 000,00 USD',
  'R-FIN-03 RQ02 est en retard de 12 jours ; son échéance était le 24 février 2027',
  'R-FIN-05 AS03 est libre entre deux mesures : RQ01 prend fin le 15 mars 2027, RQ04 ne débute que le 18 mars 2027',
  'R-HAN-02 D02 est TLP:AMBER+STRICT : seule sa source, A11, peut la transmettre',
  'R-HAN-03 D02 porte le code H2 : A11 n’a pas consenti à sa diffusion à A09',
  'R-HAN-05 D02 : A09 ne prend pas part à J1, dont elle relève',
  'R-HAN-06 RL3 porte des données personnelles (D03) à A14 : AG8 ne le permet pas à ce jour',
  'R-JIT-02 T45 commence alors que J3 est seulement signée en partie et LA n’a pas signé J3',
  'R-JIT-03 T64 finit après le terme de J2, le 31 mars 2027',
  'R-JIT-07 J2 arrive à terme dans 23 jours, le 31 mars 2027, sans prolongation signée',
  'R-MOV-03 M4 : consentement éclairé enregistré pour 11 victimes sur 12',
  'R-OP-02 T39 commence 50 minutes trop tôt : elle attend la fin de T37',
  'R-OP-02 T56 commence 1 heure trop tôt : elle attend la fin de T55',
  'R-OP-04 Au point de décision T37, il manque un suppléant et des critères d’abandon',
  'R-OP-05 Dans le groupe synchrone SG1, T39 commence 1 heure avant T38',
  'R-OP-08 La déconfliction DC1 est ouverte sur le site S2',
  'R-OP-09 T65 touche un jour férié (KH) : 14 au 16 avril 2027',
  'R-PER-01 La charge de P16 atteint 200 % avec T51 et T53',
  'R-PER-02 P33 est en congé pendant T63',
  'R-PER-03 Sur T52, personne ne parle amharique au niveau B2 ou plus',
  'R-PER-05 L’habilitation de P20 expire le 28 février 2027, avant la fin de T45',
  'R-PER-06 P28 ne peut être en arme : l’hôte ne l’a pas autorisé pour T46 ; l’ECE de T46 n’autorise pas les armes',
  'R-PER-08 Le passeport de P45 expire le 10 août 2027 ; le déploiement jusqu’au 20 mars 2027 en exige un valable jusqu’au 20 septembre 2027',
  'R-PER-09 P46 n’a pas de droit d’entrée (LA) jusqu’à la fin de T25 et T52',
  'R-PER-10 L’aptitude médicale de P10 expire le 1er mars 2027, avant la fin de T31, T35 et T39',
  'R-PER-11 P49 se repose 6 heures entre T33 et T61 ; il faut 11 heures',
  'R-PER-12 P48 passe 35 jours à l’étranger (LA) ; la limite est de 30 jours',
];

describe('the training operation', () => {
  it('is said in English, which is the message of each finding', () => {
    expect(whats('en')).toEqual(ENGLISH);
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual(ENGLISH);
  });
  it('is said in French', () => {
    expect(whats('fr')).toEqual(FRENCH);
  });

  const told = (rule: string, lang: Lang) => {
    const finding = findings.find((f) => f.rule === rule);
    if (!finding) throw new Error(`no finding of ${rule}`);
    const { why, where, lift } = sayFinding(finding, lang, facts);
    return { why: plain(why), where: plain(where.text), lift: plain(lift) };
  };
  it('says why, where and who can lift it: a task has its gate, site, phase and day', () => {
    expect(told('R-OP-02', 'en')).toEqual({
      why: 'The start or the end breaks a dependency or its lag.',
      where: 'Stands at: Publish order · site S2 · phase P3 · 16 March 2027',
      lift: 'Only the strategic commander and a second person can lift it, with a reason.',
    });
    expect(told('R-OP-02', 'fr')).toEqual({
      why: 'Le début ou la fin ne respecte pas une dépendance ou son délai.',
      where: 'À l’étape : Publier l’ordre · site S2 · phase P3 · 16 mars 2027',
      lift: 'Seuls le commandant stratégique et une seconde personne peuvent le lever, avec un motif.',
    });
  });
  it('says so of a movement with its route, of a rule marked ‡, and of a warning', () => {
    expect(told('R-MOV-03', 'en')).toMatchObject({
      where: expect.stringMatching(/^Stands at: Clear movement · [A-Z]{2} to [A-Z]{2} · \d+ \w+ 2027$/) as string,
      lift: 'Nobody can lift it.',
    });
    expect(told('R-OP-04', 'en').lift).toBe('May be acknowledged with a reason.');
    expect(told('R-HAN-02', 'es').lift).toBe('Nadie puede levantarlo.');
    expect(told('R-HAN-02', 'fr').where).toBe('À l’étape : Diffuser · A13 vers A09');
  });
  it.each(LANGS)('%s: every finding has all four, and without its plan where is the gate', (lang) => {
    for (const finding of findings) {
      const { what, why, where, lift } = sayFinding(finding, lang, facts);
      expect([what.text, why, where.text, lift].every((text) => text.length > 3 && !/[{}]/.test(text))).toBe(true);
      expect(where.text.startsWith(sayFinding(finding, lang).where.text)).toBe(true);
    }
  });
});
