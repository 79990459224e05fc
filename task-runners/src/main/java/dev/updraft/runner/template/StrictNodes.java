package dev.updraft.runner.template;

import com.hubspot.jinjava.el.ext.AstDict;
import com.hubspot.jinjava.el.ext.AstTuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.ast.AstBracket;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstMethod;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstProperty;
import jinjava.de.odysseus.el.tree.impl.ast.AstRightValue;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/** Nodes of expressions whose values are Python's. */
final class StrictNodes {
  private StrictNodes() {}

  /** An attribute, or else an item; of None it is an error. */
  static final class Dot extends AstDot {
    Dot(AstNode base, String property, boolean lvalue) {
      super(base, property, lvalue);
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
      var base = some(prefix.eval(bindings, context), property);
      if (base instanceof Map<?, ?> map && CollectionMethods.ofMap(map, property) != null) {
        return CollectionMethods.ofMap(map, property);
      }
      context.setPropertyResolved(false);
      return context.getELResolver().getValue(context, base, property);
    }
  }

  /** An item, or else an attribute; of None it is an error. */
  static final class Bracket extends AstBracket {
    Bracket(AstNode base, AstNode property, boolean lvalue) {
      super(base, property, lvalue, false);
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
      var key = property.eval(bindings, context);
      var base = some(prefix.eval(bindings, context), key);
      if (base instanceof Map<?, ?> map && map.containsKey(key)) {
        return map.get(key);
      }
      context.setPropertyResolved(false);
      return context.getELResolver().getValue(context, base, key);
    }
  }

  private static Object some(@Nullable Object base, @Nullable Object property) {
    if (base == null) {
      throw new TemplateException(
          "'None' has no attribute '%s'".formatted(PythonText.str(property)));
    }
    return base;
  }

  /** A call of a method; of None it is an error. */
  static final class Call extends AstMethod {
    Call(AstProperty property, AstParameters parameters) {
      super(property, parameters);
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
      return eval(bindings, context, false);
    }
  }

  static final class TupleLiteral extends AstTuple {
    TupleLiteral(AstParameters parameters) {
      super(parameters);
    }

    @Override
    public Object eval(Bindings bindings, ELContext context) {
      return new Tuple(values(elements, bindings, context));
    }
  }

  static final class DictLiteral extends AstDict {
    DictLiteral(Map<AstNode, AstNode> items) {
      super(items);
    }

    @Override
    public Object eval(Bindings bindings, ELContext context) {
      var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      dict.forEach(
          (key, value) -> map.put(key.eval(bindings, context), value.eval(bindings, context)));
      return map;
    }
  }

  /** {@code base[start:stop:step]}. */
  static final class Slice extends AstRightValue {
    private final AstNode base;
    private final List<@Nullable AstNode> parts;

    Slice(AstNode base, List<@Nullable AstNode> parts) {
      this.base = base;
      this.parts = parts;
    }

    @Override
    public Object eval(Bindings bindings, ELContext context) {
      var bounds = new @Nullable Long[3];
      for (int i = 0; i < parts.size(); i++) {
        var part = parts.get(i);
        var bound = part == null ? null : part.eval(bindings, context);
        bounds[i] = bound == null ? null : Arithmetic.number(bound).longValue();
      }
      return Slices.of(base.eval(bindings, context), bounds[0], bounds[1], bounds[2]);
    }

    @Override
    public void appendStructure(StringBuilder builder, Bindings bindings) {
      base.appendStructure(builder, bindings);
      builder.append("[:]");
    }

    @Override
    public int getCardinality() {
      return 1;
    }

    @Override
    public AstNode getChild(int i) {
      return base;
    }
  }

  /** A call of a function that Jinja has of itself. */
  static final class Function extends AstRightValue {
    private final String name;
    private final AstParameters parameters;

    Function(String name, AstParameters parameters) {
      this.name = name;
      this.parameters = parameters;
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
      return new Method(name, name.equals("dict") ? Functions::dict : Functions::range)
          .evaluate(values(parameters, bindings, context).toArray());
    }

    @Override
    public void appendStructure(StringBuilder builder, Bindings bindings) {
      builder.append(name);
      parameters.appendStructure(builder, bindings);
    }

    @Override
    public int getCardinality() {
      return 1;
    }

    @Override
    public AstNode getChild(int i) {
      return parameters;
    }
  }

  private static List<@Nullable Object> values(
      AstParameters nodes, Bindings bindings, ELContext context) {
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; i < nodes.getCardinality(); i++) {
      values.add(nodes.getChild(i).eval(bindings, context));
    }
    return values;
  }
}
