// Balanced assignment: enough sheets, even loads, no conflict, one connected group, and what cannot be had.
import { type Assignment, type AssignmentInput, assign } from '../../../src/features/jury/jury.assignment';

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, '0')}`);
const input = (
  submissions: number,
  jurors: number,
  sheetsEach: number,
  more: Partial<AssignmentInput> = {},
) => ({
  submissions: ids('s', submissions),
  jurors: ids('j', jurors),
  conflicts: [],
  sheetsEach,
  seed: 1,
  ...more,
});
const spread = ({ loads }: Assignment) => {
  const counts = loads.map((load) => load.sheets);
  return Math.max(...counts) - Math.min(...counts);
};
const keys = (pairs: { submission: string; juror: string }[]) =>
  pairs.map((p) => `${p.submission} ${p.juror}`);

/** An own count of groups, by walking from juror to proposal to juror. */
function groups({ pairs }: Assignment): number {
  const left = new Set(pairs.map((one) => one.juror));
  let count = 0;
  for (const start of left) {
    count++;
    const queue = [start];
    left.delete(start);
    for (const juror of queue) {
      const read = new Set(pairs.filter((one) => one.juror === juror).map((one) => one.submission));
      for (const one of pairs) {
        if (read.has(one.submission) && left.delete(one.juror)) queue.push(one.juror);
      }
    }
  }
  return count;
}

describe('a balanced assignment', () => {
  it.each([
    [12, 5, 3],
    [60, 15, 3],
    [200, 40, 3],
    [7, 7, 2],
    [9, 4, 4],
    [40, 20, 2],
  ])('of %p proposals to %p jurors, %p sheets each, is complete, even and connected', (s, j, r) => {
    for (let seed = 0; seed < 5; seed++) {
      const result = assign(input(s, j, r, { seed }));
      expect(result.pairs).toHaveLength(s * r);
      expect(new Set(keys(result.pairs)).size).toBe(s * r);
      expect(result.short).toEqual([]);
      expect(spread(result)).toBeLessThanOrEqual(1);
      expect(result).toMatchObject({ uneven: false, groups: 1 });
      expect(groups(result)).toBe(1);
    }
  });

  it('keeps all that when every proposal has conflicts', () => {
    for (let seed = 0; seed < 20; seed++) {
      const conflicts = ids('s', 60).flatMap((submission, p) =>
        ids('j', 10)
          .filter((_, j) => (p * 7 + j * 3 + seed) % 4 === 0)
          .map((juror) => ({ submission, juror })),
      );
      const result = assign(input(60, 10, 3, { conflicts, seed }));
      const barred = new Set(keys(conflicts));
      expect(keys(result.pairs).filter((key) => barred.has(key))).toEqual([]);
      expect(result.pairs).toHaveLength(180);
      expect(spread(result)).toBeLessThanOrEqual(1);
      expect(groups(result)).toBe(1);
    }
  });

  it('evens out loads along a chain of jurors when nobody can take over directly', () => {
    // j000 reads the first proposals alone or with j001; only j001's others can go on to j002.
    const only = (submission: string, ...jurors: string[]) =>
      ids('j', 3)
        .filter((juror) => !jurors.includes(juror))
        .map((juror) => ({ submission, juror }));
    const conflicts = [
      ...ids('s', 6)
        .slice(0, 4)
        .flatMap((s) => only(s, 'j000', 'j001')),
      ...ids('s', 6)
        .slice(4)
        .flatMap((s) => only(s, 'j001', 'j002')),
    ];
    for (let seed = 0; seed < 30; seed++) {
      expect(spread(assign(input(6, 3, 1, { conflicts, seed })))).toBe(0);
    }
  });

  it('joins groups that the draw left apart', () => {
    for (let seed = 0; seed < 200; seed++) {
      const result = assign(input(4, 4, 2, { seed }));
      expect(groups(result)).toBe(1);
      expect(spread(result)).toBe(0);
    }
  });

  it('gives the same pairs for the same seed in any order of input, and others for another seed', () => {
    const one = input(30, 8, 3);
    const turned = { ...one, submissions: [...one.submissions].reverse(), jurors: [...one.jurors].reverse() };
    expect(assign(turned)).toEqual(assign(one));
    expect(assign({ ...one, seed: 2 }).pairs).not.toEqual(assign(one).pairs);
  });

  it('says which proposals too few jurors may read, and gives them all who may', () => {
    const conflicts = ['j000', 'j001', 'j002'].map((juror) => ({ submission: 's001', juror }));
    const result = assign(input(6, 4, 3, { conflicts }));
    expect(result.short).toEqual([{ submission: 's001', sheets: 1, wanted: 3 }]);
    expect(keys(result.pairs)).toContain('s001 j003');
  });

  it('says when conflicts force uneven loads', () => {
    const conflicts = ids('s', 9).map((submission) => ({ submission, juror: 'j000' }));
    const result = assign(input(9, 3, 2, { conflicts }));
    expect(result.uneven).toBe(true);
    expect(result.loads).toEqual([
      { juror: 'j000', sheets: 0 },
      { juror: 'j001', sheets: 9 },
      { juror: 'j002', sheets: 9 },
    ]);
  });

  it('says when one sheet each leaves every juror in a group alone', () => {
    expect(assign(input(6, 3, 1))).toMatchObject({ groups: 3, short: [], uneven: false });
  });

  it('keeps given pairs, counts them, and evens out around them', () => {
    const kept = [
      { submission: 's000', juror: 'j000' },
      { submission: 's001', juror: 'j000' },
      { submission: 's002', juror: 'j000' },
    ];
    const result = assign(input(6, 4, 2, { kept }));
    expect(keys(result.pairs)).toEqual(expect.arrayContaining(keys(kept)));
    expect(result.pairs).toHaveLength(12);
    expect(spread(result)).toBe(0);
  });

  it('drops a kept pair that has become a conflict', () => {
    const one = { submission: 's000', juror: 'j000' };
    const result = assign(input(4, 4, 2, { kept: [one], conflicts: [one] }));
    expect(keys(result.pairs)).not.toContain('s000 j000');
    expect(result.short).toEqual([]);
  });

  it('answers with nothing but what is short when there is no juror', () => {
    const result = assign(input(1, 0, 2));
    expect(result).toEqual({
      pairs: [],
      short: [{ submission: 's000', sheets: 0, wanted: 2 }],
      loads: [],
      uneven: false,
      groups: 0,
    });
  });
});
