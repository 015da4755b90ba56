// Answers to a message, and the way from an answer to what it answers.

export function createReply(talk, log, words) {
  const form = talk.querySelector('[data-compose]');
  const chip = talk.querySelector('[data-answering]');
  const of = form?.elements.reply_to;

  function choose(line) {
    of.value = line?.dataset.id ?? '';
    chip.hidden = !line;
    if (!line) return;
    log.slot(chip, 'to').textContent =
      line.dataset.author === talk.dataset.person ? words.say('you') : log.slot(line, 'name').textContent;
    log.slot(chip, 'words').textContent = log.slot(line, 'body').textContent.slice(0, 160);
    form.elements.body.focus();
  }

  talk.addEventListener('click', (event) => {
    const answer = form && event.target.closest?.('[data-slot="reply"]');
    if (answer) {
      event.preventDefault();
      return choose(answer.closest('.msg'));
    }
    if (event.target.closest?.('[data-unanswer]')) {
      event.preventDefault();
      choose(null);
      form.elements.body.focus();
    }
    const goto = event.target.closest?.('[data-goto]')?.dataset.goto;
    const line = goto && document.getElementById(`m-${goto}`);
    if (!line) return;
    event.preventDefault();
    // The browser's own way: the message is the target, the back button leads back.
    location.hash = `m-${goto}`;
  });
  chip?.closest('form').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !chip.hidden && !event.defaultPrevented) choose(null);
  });

  return {
    /** What the message that is sent now answers; the next one answers nothing. */
    take() {
      const replyTo = of?.value || undefined;
      if (replyTo) choose(null);
      return replyTo;
    },
  };
}
