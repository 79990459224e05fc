const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body{font:16px sans-serif;max-width:20rem;margin:4rem auto;padding:0 1rem}
label,input,button{display:block;width:100%;box-sizing:border-box;margin:.4rem 0;font:inherit;padding:.3rem}</style>
${body}
</html>
`;

/** The form, which is sent to the address it was asked for at: that one holds what the app wants. */
export const loginPage = (csrf: string, refusal: string | null) =>
  page(
    "Sign in",
    `<h1>Sign in</h1><p>A stand-in for the hosted pages of a user pool.</p>
${refusal === null ? "" : `<p role="alert">${escape(refusal)}</p>`}
<form method="post">
<input type="hidden" name="_csrf" value="${escape(csrf)}">
<label for="username">Email address</label><input id="username" name="username" autocomplete="username">
<label for="password">Password</label><input id="password" name="password" type="password">
<button type="submit">Sign in</button>
</form>`,
  );

export const errorPage = (error: string) =>
  page("Error", `<h1>An error was encountered</h1><p>${escape(error)}</p>`);
