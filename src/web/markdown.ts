// Markdown that organisers write: headings, lists, links, emphasis. No HTML, no images (they would track readers).
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt('default', { html: false, linkify: true, typographer: false });
markdown.disable(['image', 'table', 'code', 'fence', 'html_block']);
markdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index]!.attrSet('rel', 'noopener nofollow ugc');
  return renderer.renderToken(tokens, index, options);
};
// A page has one h1 and the text stands under an h2.
const heading = (tag: string) => `h${Math.min(6, Number(tag.slice(1)) + 2)}`;
for (const rule of ['heading_open', 'heading_close'] as const) {
  markdown.renderer.rules[rule] = (tokens, index, options, _env, renderer) => {
    const token = tokens[index]!;
    token.tag = heading(token.tag);
    return renderer.renderToken(tokens, index, options);
  };
}

/** Safe HTML of a Markdown text: the input's own HTML comes out as text. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
