// Balanced assignment: enough sheets, even loads, no conflict, one connected group, and what cannot be had.
import { type Assignment, type AssignmentInput, assign } from '../../../src/features/jury/jury.assignment';
import { proposalGroups } from '../../../src/features/jury/jury.groups';

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, '0')}`);
const input = (
  submissions: number,
  jurors: number,
  sheetsEach: number,
  more: Partial<Pick<AssignmentInput, 'conflicts' | 'seed' | 'kept'>> = {},
) => ({
  submissions: ids('s', submissions).map((id) => ({ id, languages: [] as string[] })),
  jurors: ids('j', jurors).map((id) => ({ id, reads: [] as string[], max: null as number | null })),
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
    expect(result.short).toEqual([{ submission: 's001', sheets: 1, wanted: 3, lack: 'conflicts' }]);
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
      { submission: 's000', juror: 'j000', begun: true },
      { submission: 's001', juror: 'j000', begun: false },
      { submission: 's002', juror: 'j000', begun: false },
    ];
    const result = assign(input(6, 4, 2, { kept }));
    expect(keys(result.pairs)).toEqual(expect.arrayContaining(keys(kept)));
    expect(result.pairs).toHaveLength(12);
    expect(spread(result)).toBe(0);
  });

  it('drops a kept pair that has become a conflict', () => {
    const one = { submission: 's000', juror: 'j000' };
    const result = assign(input(4, 4, 2, { kept: [{ ...one, begun: true }], conflicts: [one] }));
    expect(keys(result.pairs)).not.toContain('s000 j000');
    expect(result.short).toEqual([]);
  });

  it('answers with nothing but what is short when there is no juror', () => {
    const result = assign(input(1, 0, 2));
    expect(result).toEqual({
      pairs: [],
      short: [{ submission: 's000', sheets: 0, wanted: 2, lack: 'jurors' }],
      loads: [],
      uneven: false,
      groups: 0,
    });
  });

  describe('with languages and limits', () => {
    it.each([
      [12, 5, 3],
      [60, 15, 3],
      [200, 40, 3],
    ])(
      'of %p proposals to %p jurors, %p sheets each, keeps them, and loads as even as they allow',
      (s, j, r) => {
        for (let seed = 0; seed < 3; seed++) {
          const given = input(s, j, r, { seed });
          for (const [p, one] of given.submissions.entries()) one.languages.push(p % 3 === 0 ? 'ar' : 'en');
          // Everybody reads English, every second juror Arabic too; one of the others takes two sheets.
          for (const [n, one] of given.jurors.entries()) one.reads.push('en', ...(n % 2 === 0 ? ['ar'] : []));
          given.jurors[1]!.max = 2;
          const result = assign(given);
          expect(result.pairs).toHaveLength(s * r);
          const arabic = new Set(given.submissions.filter((_, p) => p % 3 === 0).map((one) => one.id));
          const readers = new Set(given.jurors.filter((_, n) => n % 2 === 0).map((one) => one.id));
          expect(
            result.pairs.filter((pair) => arabic.has(pair.submission) && !readers.has(pair.juror)),
          ).toEqual([]);
          const loads = result.loads.map((one) => one.sheets);
          expect(loads[1]).toBeLessThanOrEqual(2);
          const others = loads.filter((_, n) => n !== 1);
          expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(1);
          expect(result).toMatchObject({ uneven: false, groups: 1, short: [] });
          expect(proposalGroups(result.pairs)).toHaveLength(1);
        }
      },
    );

    it('finds a reader over a chain of full jurors before it says that one is missing', () => {
      // Only j000 may read s003; it is full with what j001 could read as well.
      const conflicts = [{ submission: 's003', juror: 'j001' }];
      const kept = ['s000', 's001', 's002'].map((submission) => ({
        submission,
        juror: 'j000',
        begun: false,
      }));
      const given = input(4, 2, 1, { conflicts, kept });
      given.jurors[0]!.max = 3;
      const result = assign(given);
      expect(result.short).toEqual([]);
      expect(keys(result.pairs).filter((key) => key.endsWith('j001'))).toHaveLength(1);
      const begun = assign({ ...given, kept: kept.map((one) => ({ ...one, begun: true })) });
      expect(begun.short).toEqual([{ submission: 's003', sheets: 0, wanted: 1, lack: 'limits' }]);
    });

    it('says why a proposal is short', () => {
      const given = input(3, 3, 2);
      given.submissions[1]!.languages.push('ti');
      for (const one of given.jurors) one.reads.push('en');
      given.jurors[0]!.reads.push('ti');
      expect(assign(given).short).toEqual([{ submission: 's001', sheets: 1, wanted: 2, lack: 'language' }]);
      expect(assign(input(2, 1, 2)).short[0]).toMatchObject({ sheets: 1, lack: 'jurors' });
      const full = input(4, 2, 2);
      full.jurors[1]!.max = 1;
      expect(assign(full).short).toHaveLength(3);
      expect(new Set(assign(full).short.map((one) => one.lack))).toEqual(new Set(['limits']));
    });
  });

  describe('of parts that are ranked apart', () => {
    it.each([
      [12, 5, 3, 3],
      [60, 15, 3, 5],
      [200, 40, 3, 7],
      [24, 12, 2, 4],
      [30, 20, 2, 5],
    ])(
      '%p proposals to %p jurors, %p sheets each, in %p parts: each part hangs together, loads are even',
      (s, j, r, parts) => {
        for (let seed = 0; seed < 10; seed++) {
          const given = input(s, j, r, { seed });
          const submissions = given.submissions.map((one, p) => ({
            ...one,
            part: `c${(p * p + p) % parts}`,
          }));
          const result = assign({ ...given, submissions });
          expect(result).toMatchObject({ groups: 1, uneven: false, short: [] });
          expect(result.pairs).toHaveLength(s * r);
          expect(spread(result)).toBeLessThanOrEqual(1);
          for (const part of new Set(submissions.map((one) => one.part))) {
            const own = new Set(submissions.filter((one) => one.part === part).map((one) => one.id));
            expect(proposalGroups(result.pairs.filter((pair) => own.has(pair.submission)))).toHaveLength(1);
          }
        }
      },
    );
  });

  describe('when a juror drops out', () => {
    it.each([
      [12, 5, 3],
      [60, 15, 3],
      [200, 40, 3],
    ])('of %p proposals to %p jurors only the sheets that were lost are drawn again', (s, j, r) => {
      for (let seed = 0; seed < 4; seed++) {
        const conflicts = ids('s', s).map((submission, p) => ({
          submission,
          juror: ids('j', j)[(p * 7) % j]!,
        }));
        const before = assign(input(s, j, r, { seed, conflicts }));
        const gone = ids('j', j)[seed]!;
        const kept = before.pairs
          .filter((pair) => pair.juror !== gone)
          .map((pair, n) => ({ ...pair, begun: n % 4 === 0 }));
        const given = input(s, j, r, { seed, conflicts, kept });
        given.jurors[seed]!.max = 0;
        const after = assign(given);
        expect(after.short).toEqual([]);
        const stayed = new Set(keys(after.pairs));
        expect(keys(kept).filter((key) => !stayed.has(key))).toEqual([]);
        expect(after.pairs).toHaveLength(s * r);
        expect(after.loads.find((one) => one.juror === gone)?.sheets).toBe(0);
        const loads = after.loads.filter((one) => one.juror !== gone).map((one) => one.sheets);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(2);
        expect(after.groups).toBe(1);
      }
    });

    it('moves as few sheets as any way to do it, where limits force some to move', () => {
      for (let seed = 0; seed < 40; seed++) {
        const [s, j] = [5, 4];
        const conflicts = ids('s', s).flatMap((submission, p) =>
          ids('j', j)
            .filter((_, n) => (p * 5 + n * 3 + seed * 7) % 6 === 0)
            .map((juror) => ({ submission, juror })),
        );
        const before = assign(input(s, j, 1, { seed, conflicts }));
        const kept = before.pairs
          .filter((pair) => pair.juror !== 'j000')
          .map((pair) => ({ ...pair, begun: false }));
        const given = input(s, j, 1, { seed, conflicts, kept });
        for (const one of given.jurors) one.max = one.id === 'j000' ? 0 : 2;
        const after = assign(given);
        const { sheets, stayed } = bestOf(given);
        expect(after.pairs).toHaveLength(sheets);
        const now = new Set(keys(after.pairs));
        expect(keys(kept).filter((key) => now.has(key))).toHaveLength(stayed);
      }
    });
  });
});

/** By trying every reader of every proposal (one each): the most sheets, and the most kept ones among those ways. */
function bestOf({ submissions, jurors, conflicts, kept = [] }: AssignmentInput) {
  const barred = new Set(keys([...conflicts]));
  const had = new Set(keys([...kept]));
  let best = { sheets: -1, stayed: -1 };
  const choose = (p: number, loads: number[], sheets: number, stayed: number): void => {
    if (p === submissions.length) {
      if (sheets > best.sheets || (sheets === best.sheets && stayed > best.stayed)) best = { sheets, stayed };
      return;
    }
    choose(p + 1, loads, sheets, stayed);
    jurors.forEach(({ id, max }, j) => {
      const key = `${submissions[p]!.id} ${id}`;
      if (barred.has(key) || loads[j]! >= (max ?? Number.POSITIVE_INFINITY)) return;
      const next = loads.map((load, n) => (n === j ? load + 1 : load));
      choose(p + 1, next, sheets + 1, stayed + (had.has(key) ? 1 : 0));
    });
  };
  choose(
    0,
    jurors.map(() => 0),
    0,
    0,
  );
  return best;
}
