// What a moderator withdrew of advice, files and frozen hand-ins.
import type { Db } from '../../db/db';
import type { FileRow, FrozenSections } from './submissions.tables';

export async function changeAdvice(trx: Db, id: string, body: string): Promise<void> {
  await trx('feedback_items').where({ id }).update({ body });
}

/** `at` null gives the file back. Its name changes in every hand-in that holds it. */
export async function withholdFile(
  trx: Db,
  file: Pick<FileRow, 'id' | 'submission_id'>,
  name: string,
  at: Date | null,
): Promise<void> {
  await trx('files').where({ id: file.id }).update({ withheld_at: at, name });
  await trx.raw(
    `update submission_versions v set files = (
        select jsonb_agg(case when f->>'id' = :id then jsonb_set(f, '{name}', to_jsonb(cast(:name as text)))
                  else f end order by n)
          from jsonb_array_elements(v.files) with ordinality as one(f, n))
      where v.submission_id = :submission and v.files @> jsonb_build_array(jsonb_build_object('id', cast(:id as text)))`,
    { id: file.id, submission: file.submission_id, name },
  );
}

/** Every hand-in of a proposal with its texts. */
export async function frozenTexts(
  trx: Db,
  submissionId: string,
): Promise<{ id: string; sections: FrozenSections }[]> {
  return trx('submission_versions')
    .select('id', 'sections')
    .where({ submission_id: submissionId })
    .orderBy('number');
}

export async function changeFrozenTexts(trx: Db, id: string, sections: FrozenSections): Promise<void> {
  await trx('submission_versions')
    .where({ id })
    .update({ sections: JSON.stringify(sections) });
}
