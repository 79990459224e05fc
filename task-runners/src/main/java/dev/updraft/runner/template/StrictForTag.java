package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ElseTag;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.TagNode;

/** jinjava's loop would render an {@code else} in every round: this one refuses it. */
final class StrictForTag extends ForTag {
  private static final long serialVersionUID = 1L;

  @Override
  public String interpret(TagNode tag, JinjavaInterpreter interpreter) {
    for (var child : tag.getChildren()) {
      if (child instanceof TagNode inner && inner.getTag() instanceof ElseTag) {
        throw new TemplateException("{% else %} in a {% for %} is not supported");
      }
    }
    return super.interpret(tag, interpreter);
  }
}
