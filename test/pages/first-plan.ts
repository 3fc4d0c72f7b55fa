/** A small operation without a finding that stops anything. */
export const FIRST_PLAN = `meta: {schema: demo-operation/1, fictional: true, languages: [en, fr], clock: "2027-03-08T02:00:00Z"}
operation:
  id: OP-FIRST
  code_name: QUIET HARBOUR
  title: {en: "First of its kind", fr: "Première du genre"}
  status: planning
  lead: A07
  coordinator: A07
  ref_tz: Asia/Bangkok
  h_hour: "2027-11-15T21:00:00Z"
  d_day: "2027-11-16"
  marking: {tlp: AMBER, level: INTERPOL RESTRICTED, handling: []}
agencies:
- {id: A07, cc: KR, name: "Korea police", role: lead, tz: Asia/Seoul}
sites:
- {id: S1, code: KESTREL, cc: KH, place: Sihanoukville, lat: 10.63, lon: 103.52, tz: Asia/Phnom_Penh, est_persons: 0, est_held: 0, hazards: []}
phases:
- {id: P1, name: {en: Preparation, fr: Préparation}, from: D-30, to: "H-12:00"}
- {id: P2, name: {en: Action, fr: Action}, from: "H-12:00", to: "H+24:00"}
- {id: P3, name: {en: Follow-up, fr: Suites}, from: "H+24:00", to: D+30}
personnel: []
tasks:
- {id: T01, ph: P1, at: "D-20T09:00", min: 240, own: A07, loc: REM, kind: meeting, t: "Lay the plan before the partners"}
- {id: T02, ph: P1, at: "D-10T09:00", min: 120, own: A07, loc: REM, kind: deconflict, t: "Deconflict with the region"}
- {id: T03, ph: P2, at: "H-02:00", min: 60, own: A07, loc: S1, kind: coordination, t: "Last check of all teams"}
- {id: T04, ph: P2, at: "H+00:00", min: 360, own: A07, loc: S1, kind: coordination, t: "Coordinate the action", dep: [T03]}
- {id: T05, ph: P3, at: "H+30:00", min: 120, own: A07, loc: REM, kind: report, t: "Report to the commanders", dep: [T04]}
`;
