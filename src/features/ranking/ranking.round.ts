// What a round is and what a ranking of it says: the shapes of the command line and of protocol.json.

export type Method = 'calibrated' | 'mean' | 'median';
export type Pair = { submission: string; juror: string };
export type Score = Pair & { criterion: string; score: number };

/** One scope, its criteria, one scale. A sheet is what one juror scored of one submission. */
export type Round = {
  scale: { min: number; max: number; step: number };
  criteria: { id: string; weight: number }[];
  submissions: string[];
  jurors: string[];
  conflicts: Pair[];
  scores: Score[];
  method?: Method;
};

export type Entry = {
  submission: string;
  place: number;
  /** The 90 % range of places; null for mean and median, as are `plusMinus` and `band`. */
  low: number | null;
  high: number | null;
  /** In points of the scale. */
  score: number;
  /** One standard error of the score, in points of the scale. */
  plusMinus: number | null;
  /** 1 for the first group; proposals of one band cannot be told apart from its first. */
  band: number | null;
  sheets: number;
  mean: number;
};

export type JurorLine = {
  juror: string;
  sheets: number;
  /** Points above (generous) or below (strict) the jury's level. */
  severity: number | null;
  /** 1 uses the scale as the jury does; below 1 only its middle. */
  spread: number | null;
  /** 1 counts as everybody; between 0.25 and 2. */
  weight: number | null;
  flag: 'narrow-range' | 'disagrees' | null;
};

export type Warning =
  | { code: 'fewer-than-two-sheets'; submission: string; sheets: number }
  /** Groups of jurors that share no proposal, directly or over others. */
  | { code: 'not-connected'; groups: string[][] }
  /** A sheet more than two and a half standard deviations away from what was to be expected of it. */
  | { code: 'unusual-sheet'; submission: string; juror: string; z: number }
  /** Jurors seem to have been given proposals of different quality; severities were not shrunk. */
  | { code: 'unequal-batches'; p: number }
  /** Without this juror another proposal would be first. */
  | { code: 'one-juror-decides'; juror: string; first: string[]; without: string[] };

export type Ranking = {
  method: Method;
  entries: Entry[];
  jurors: JurorLine[];
  unranked: string[];
  warnings: Warning[];
};
