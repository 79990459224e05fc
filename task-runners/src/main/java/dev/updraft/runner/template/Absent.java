package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.Context.Library;
import java.util.Map;
import java.util.Set;

/**
 * What jinjava has beyond Jinja, or has otherwise: a template that uses it fails, as in Airflow.
 */
final class Absent {
  static final Map<Library, Set<String>> BY_LIBRARY =
      Map.of(
          Library.FILTER,
          words(
              """
              add allow_snake_case attr b64decode b64encode between_times bool cut date
              datetimeformat difference divide divisible escape_jinjava escapejs escapejson
              format_date format_datetime format_number format_time fromjson fromyaml intersect
              ipaddr ipv4 ipv6 log md5 minus_time multiply plus_time regex_replace render root
              shuffle split strtodate strtotime symmetric_difference toyaml truncatehtml
              unescape_html union unixtimestamp urldecode urlize xmlattr
              """),
          Library.TAG,
          words("autoescape break continue cycle ifchanged print unless"),
          Library.FUNCTION,
          words(
              """
              :datetimeformat :format_date :format_datetime :format_time :strtodate :strtotime
              :super :today :truncate :type :unixtimestamp
              """),
          Library.EXP_TEST,
          words("containing containingall string_containing string_startingwith truthy within"));

  private Absent() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
