// What a person can bring to a team and a team can look for, and when people have time. Their names stand in
// the catalogue `together`. Nothing here or anywhere in team formation asks where somebody comes from.

export const SKILLS = [
  'research',
  'writing',
  'speaking',
  'numbers',
  'design',
  'film',
  'organising',
  'tech',
  'interviews',
] as const;
export type Skill = (typeof SKILLS)[number];

/** Where a team talks: its room here, calls, a place, or some of each. */
export const CHANNELS = ['room', 'calls', 'place', 'mixed'] as const;
export type Channel = (typeof CHANNELS)[number];

export const TIMES = ['mornings', 'afternoons', 'evenings', 'weekends'] as const;
export type Time = (typeof TIMES)[number];
