package dev.updraft.runner.template;

import com.hubspot.jinjava.el.ext.AstDict;
import com.hubspot.jinjava.el.ext.AstTuple;
import com.hubspot.jinjava.el.ext.CollectionMembershipOperator;
import com.hubspot.jinjava.el.ext.CollectionNonMembershipOperator;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.el.ext.PowerOfOperator;
import com.hubspot.jinjava.el.ext.StringConcatOperator;
import com.hubspot.jinjava.el.ext.TruncDivOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Parser.ParseException;
import jinjava.de.odysseus.el.tree.impl.Scanner.ScanException;
import jinjava.de.odysseus.el.tree.impl.Scanner.Symbol;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstBracket;
import jinjava.de.odysseus.el.tree.impl.ast.AstChoice;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstMethod;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstNull;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstProperty;
import jinjava.de.odysseus.el.tree.impl.ast.AstString;
import jinjava.de.odysseus.el.tree.impl.ast.AstUnary;
import org.jspecify.annotations.Nullable;

/** Expressions by Jinja's grammar and precedence, out of the tokens jinjava reads. */
final class PythonParser extends ExtendedParser {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Set<String> FUNCTIONS = Set.of("dict", "range");
  private static final Map<Symbol, PythonOperator> COMPARISONS =
      Map.of(
          Symbol.EQ, PythonOperator.EQ,
          Symbol.NE, PythonOperator.NE,
          Symbol.LT, PythonOperator.LT,
          Symbol.LE, PythonOperator.LE,
          Symbol.GT, PythonOperator.GT,
          Symbol.GE, PythonOperator.GE);

  PythonParser(Builder builder, String input) {
    super(builder, input);
  }

  @Override
  protected @Nullable AstNode and(boolean required) throws ScanException, ParseException {
    var node = eq(required);
    while (node != null && getToken().getSymbol() == Symbol.AND) {
      consumeToken();
      node = binary(node, eq(true), PythonOperator.AND);
    }
    return node;
  }

  /** A comparison, or what {@code not} makes of one. */
  @Override
  protected @Nullable AstNode eq(boolean required) throws ScanException, ParseException {
    if (getToken().getSymbol() == Symbol.NOT) {
      consumeToken();
      return createAstUnary(eq(true), AstUnary.NOT);
    }
    return cmp(required);
  }

  /** Comparisons in a row hold if each of them holds, as in Python. */
  @Override
  protected @Nullable AstNode cmp(boolean required) throws ScanException, ParseException {
    var left = add(required);
    @Nullable AstNode all = null;
    while (left != null) {
      var operator = comparison();
      if (operator == null) {
        return all == null ? left : all;
      }
      var right = add(true);
      var one = binary(left, right, operator);
      all = all == null ? one : binary(all, one, PythonOperator.AND);
      left = right;
    }
    return null;
  }

  private @Nullable PythonOperator comparison() throws ScanException, ParseException {
    var token = getToken();
    var operator = COMPARISONS.get(token.getSymbol());
    if (operator != null) {
      consumeToken();
      return operator;
    } else if (token.equals(CollectionMembershipOperator.TOKEN)) {
      consumeToken();
      return PythonOperator.IN;
    } else if (token.equals(CollectionNonMembershipOperator.TOKEN)) {
      consumeToken();
      return PythonOperator.NOT_IN;
    } else if (token.getImage().equals("not") && lookahead(0).getImage().equals("in")) {
      consumeToken();
      consumeToken();
      return PythonOperator.NOT_IN;
    }
    return null;
  }

  @Override
  protected @Nullable AstNode add(boolean required) throws ScanException, ParseException {
    var node = concat(required);
    while (node != null) {
      if (getToken().getSymbol() == Symbol.PLUS) {
        consumeToken();
        node = binary(node, concat(true), PythonOperator.ADD);
      } else if (getToken().getSymbol() == Symbol.MINUS) {
        consumeToken();
        node = binary(node, concat(true), PythonOperator.SUB);
      } else {
        return node;
      }
    }
    return null;
  }

  private @Nullable AstNode concat(boolean required) throws ScanException, ParseException {
    var node = mul(required);
    while (node != null && getToken().equals(StringConcatOperator.TOKEN)) {
      consumeToken();
      node = binary(node, mul(true), PythonOperator.CONCAT);
    }
    return node;
  }

  @Override
  protected @Nullable AstNode mul(boolean required) throws ScanException, ParseException {
    var node = power(required);
    while (node != null) {
      var operator =
          getToken().equals(TruncDivOperator.TOKEN)
              ? PythonOperator.FLOOR_DIV
              : switch (getToken().getSymbol()) {
                case MUL -> PythonOperator.MUL;
                case DIV -> PythonOperator.DIV;
                case MOD -> PythonOperator.MOD;
                default -> null;
              };
      if (operator == null) {
        return node;
      }
      consumeToken();
      node = binary(node, power(true), operator);
    }
    return null;
  }

  private @Nullable AstNode power(boolean required) throws ScanException, ParseException {
    var node = unary(required);
    while (node != null && getToken().equals(PowerOfOperator.TOKEN)) {
      consumeToken();
      node = binary(node, unary(true), PythonOperator.POWER);
    }
    return node;
  }

  @Override
  protected @Nullable AstNode unary(boolean required) throws ScanException, ParseException {
    var node = signed(required);
    return node == null ? null : filters(node);
  }

  private @Nullable AstNode signed(boolean required) throws ScanException, ParseException {
    if (getToken().getSymbol() == Symbol.MINUS || getToken().getSymbol() == Symbol.PLUS) {
      var operator =
          getToken().getSymbol() == Symbol.MINUS ? PythonSign.NEGATIVE : PythonSign.POSITIVE;
      consumeToken();
      return createAstUnary(signed(true), operator);
    }
    var node = value();
    if (node == null && required) {
      fail("an expression");
    }
    return node;
  }

  @Override
  protected @Nullable AstNode value() throws ScanException, ParseException {
    boolean lvalue = true;
    var node = nonliteral();
    if (node == null) {
      node = literal();
      lvalue = false;
    }
    while (node != null) {
      if (getToken().getSymbol() == Symbol.DOT) {
        consumeToken();
        node = called(createAstDot(node, name(), lvalue));
      } else if (getToken().getSymbol() == Symbol.LBRACK) {
        consumeToken();
        node = subscript(node, lvalue);
      } else {
        return node;
      }
    }
    return null;
  }

  private String name() throws ScanException, ParseException {
    var name = getToken().getImage();
    if (!NAME.matcher(name).matches()) {
      fail("a name");
    }
    consumeToken();
    return name;
  }

  private AstNode called(AstProperty property) throws ScanException, ParseException {
    return getToken().getSymbol() == Symbol.LPAREN ? createAstMethod(property, params()) : property;
  }

  private AstNode subscript(AstNode base, boolean lvalue) throws ScanException, ParseException {
    var parts = new ArrayList<@Nullable AstNode>();
    parts.add(expr(false));
    while (getToken().getSymbol() == Symbol.COLON) {
      consumeToken();
      parts.add(expr(false));
    }
    consumeToken(Symbol.RBRACK);
    var first = parts.getFirst();
    if (parts.size() == 1 && first != null) {
      return called(new StrictNodes.Bracket(base, first, lvalue));
    }
    if (parts.size() == 1 || parts.size() > 3) {
      fail("an index or a slice");
    }
    return new StrictNodes.Slice(base, parts);
  }

  private AstNode filters(AstNode node) throws ScanException, ParseException {
    var result = node;
    while (true) {
      if (getToken().getImage().equals("|") && lookahead(0).getSymbol() == Symbol.IDENTIFIER) {
        result = parseFiltersAsNestedMethods(result);
      } else if (getToken().getImage().equals("is") && getToken().getSymbol() != Symbol.STRING) {
        consumeToken();
        boolean negated = getToken().getSymbol() == Symbol.NOT;
        if (negated) {
          consumeToken();
        }
        result = test(result, negated ? "evaluateNegated" : "evaluate");
      } else {
        return result;
      }
    }
  }

  private AstNode test(AstNode node, String method) throws ScanException, ParseException {
    var name = consumeToken().getImage();
    var arguments = new ArrayList<AstNode>(List.of(node, interpreter()));
    boolean word =
        Set.of("else", "if", "and", "or", "in", "is", "not").contains(getToken().getImage())
            && getToken().getSymbol() != Symbol.STRING;
    if (!word) {
      var argument = value();
      if (argument != null) {
        arguments.add(argument);
      }
    }
    var property = createAstDot(identifier("exptest:" + name), method, true);
    return createAstMethod(property, createAstParameters(arguments));
  }

  @Override
  protected @Nullable AstNode nonliteral() throws ScanException, ParseException {
    if (getToken().getSymbol() == Symbol.LPAREN) {
      return brackets();
    } else if (getToken().getSymbol() == Symbol.EMPTY) {
      consumeToken();
      return identifier("empty");
    } else if (getToken().getSymbol() == Symbol.IDENTIFIER
        && FUNCTIONS.contains(getToken().getImage())
        && lookahead(0).getSymbol() == Symbol.LPAREN) {
      return new StrictNodes.Function(consumeToken().getImage(), params());
    }
    return super.nonliteral();
  }

  /** An expression in brackets, or a tuple. */
  private AstNode brackets() throws ScanException, ParseException {
    consumeToken();
    var items = new ArrayList<AstNode>();
    boolean comma = false;
    for (var item = expr(false); item != null; item = expr(false)) {
      items.add(item);
      if (getToken().getSymbol() != Symbol.COMMA) {
        break;
      }
      consumeToken();
      comma = true;
    }
    consumeToken(Symbol.RPAREN);
    return items.size() == 1 && !comma
        ? createAstNested(items.getFirst())
        : createAstTuple(createAstParameters(items));
  }

  @Override
  protected AstParameters params(Symbol left, Symbol right) throws ScanException, ParseException {
    consumeToken(left);
    var items = new ArrayList<AstNode>();
    for (var item = expr(false); item != null; item = expr(false)) {
      if (getToken().getImage().equals("=") && getToken().getSymbol() == Symbol.EXTENSION) {
        var handler = getExtensionHandler(consumeToken());
        item = handler.createAstNode(item, expr(true));
      }
      items.add(item);
      if (getToken().getSymbol() != Symbol.COMMA) {
        break;
      }
      consumeToken();
    }
    consumeToken(right);
    return createAstParameters(items);
  }

  /** Texts side by side are one text. */
  @Override
  protected @Nullable AstNode literal() throws ScanException, ParseException {
    if (getToken().getSymbol() != Symbol.STRING) {
      return super.literal();
    }
    var text = new StringBuilder();
    while (getToken().getSymbol() == Symbol.STRING) {
      text.append(consumeToken().getImage());
    }
    return new AstString(text.toString());
  }

  private AstNode binary(@Nullable AstNode left, @Nullable AstNode right, PythonOperator operator) {
    return new AstBinary(left, right, operator);
  }

  @Override
  protected AstChoice createAstChoice(AstNode question, AstNode yes, AstNode no) {
    return super.createAstChoice(question, yes, no instanceof AstNull ? new AstString("") : no);
  }

  @Override
  protected AstDot createAstDot(AstNode base, String property, boolean lvalue) {
    return new StrictNodes.Dot(base, property, lvalue);
  }

  @Override
  protected AstBracket createAstBracket(
      AstNode base, AstNode property, boolean lvalue, boolean strict) {
    return new StrictNodes.Bracket(base, property, lvalue);
  }

  @Override
  protected AstMethod createAstMethod(AstProperty property, AstParameters parameters) {
    return new StrictNodes.Call(property, parameters);
  }

  @Override
  protected AstTuple createAstTuple(AstParameters parameters) {
    return new StrictNodes.TupleLiteral(parameters);
  }

  @Override
  protected AstDict createAstDict(Map<AstNode, AstNode> items) {
    return new StrictNodes.DictLiteral(items);
  }
}
