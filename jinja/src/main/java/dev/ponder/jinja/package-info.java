/// Chat templates, rendered as Python's jinja2 renders them in the transformers library.
///
/// [Template#parse(String)] once per model, then [Template#render] per prompt with named [Input]s.
/// The [Rendering] is the text in [Span]s that tell the template's own text, in which control
/// tokens are meant, from what came from outside, in which they are not. A template comes from a
/// downloaded file, so whatever it does ends soon, in a text or in a [TemplateException].
///
/// ```
/// Map<String, Input> variables = Map.of(
///     "bos_token", Input.template("<s>"),
///     "add_generation_prompt", Input.data(true),
///     "messages", Input.list(List.of(Input.object(Map.of(
///         "role", Input.template("user"), "content", Input.data("Hello"))))));
/// Rendering prompt = Template.parse(source).render(variables, Clock.systemDefaultZone());
/// ```
@NullMarked
package dev.ponder.jinja;

import org.jspecify.annotations.NullMarked;
