{# Before a run on Spark: the raw layer as tables over its parquet, and DuckDB's names for functions that Spark names
   otherwise. DuckDB needs nothing. #}
{% macro prepare_session() %}
    {{ adapter.dispatch('prepare_session')() }}
{% endmacro %}

{% macro default__prepare_session() %}
{% endmacro %}

{% macro spark__prepare_session() %}
    {% if execute %}
    {% do run_query('create database if not exists raw') %}
    {% for source in graph.sources.values() if source.source_name == 'raw' %}
        {% do run_query('drop table if exists raw.' ~ source.identifier) %}
        {% do run_query(
            "create table raw." ~ source.identifier ~ " using parquet location '"
            ~ env_var('JUESUAN_RAW') ~ "/" ~ source.identifier ~ "'"
        ) %}
    {% endfor %}
    {% for definition in spark_functions() %}
        {% do run_query('create or replace temporary function ' ~ definition) %}
    {% endfor %}
    {% endif %}
{% endmacro %}

{% macro spark_functions() %}
    {% do return([
        "array_length(list array<string>) returns int return size(list)",
        "array_to_string(list array<string>, glue string) returns string return array_join(list, glue)",
        "list_extract(list array<string>, place int) returns string return try_element_at(list, place)",
        "starts_with(text string, head string) returns boolean return startswith(text, head)",
        "ends_with(text string, tail string) returns boolean return endswith(text, tail)",
        "regexp_matches(text string, pattern string) returns boolean return text rlike pattern",
        "regexp_full_match(text string, pattern string) returns boolean return text rlike ('\\A(?:' || pattern || ')\\z')",
        "string_split_regex(text string, pattern string) returns array<string> return split(text, pattern, -1)",
        damerau_levenshtein(),
    ]) %}
{% endmacro %}

{# The distance with adjacent transpositions (Lowrance and Wagner 1975), row by row: `places` is where a character of
   the left text stood last, `rows` the distances of all rows so far. #}
{% macro damerau_levenshtein() %}
damerau_levenshtein(a string, b string) returns int return
    case
        when a is null or b is null then null
        when length(a) = 0 or length(b) = 0 then length(a) + length(b)
        else element_at(element_at(aggregate(
            sequence(1, length(a)),
            named_struct(
                'rows', array(sequence(0, length(b))),
                'places', cast(map() as map<string, int>)
            ),
            (done, i) -> named_struct(
                'rows', concat(done.rows, array(aggregate(
                    sequence(1, length(b)),
                    named_struct('row', array(i), 'last_match', 0),
                    (line, j) -> named_struct(
                        'row', concat(line.row, array(least(
                            element_at(element_at(done.rows, i), j)
                            + case when substr(a, i, 1) = substr(b, j, 1) then 0 else 1 end,
                            element_at(line.row, j) + 1,
                            element_at(element_at(done.rows, i), j + 1) + 1,
                            case
                                when coalesce(try_element_at(done.places, substr(b, j, 1)), 0) > 0 and line.last_match > 0
                                    then element_at(
                                        element_at(done.rows, done.places[substr(b, j, 1)]), line.last_match
                                    )
                                    + (i - done.places[substr(b, j, 1)] - 1) + 1 + (j - line.last_match - 1)
                                else length(a) + length(b)
                            end
                        ))),
                        'last_match', case when substr(a, i, 1) = substr(b, j, 1) then j else line.last_match end
                    )
                ).row)),
                'places', map_concat(
                    map_filter(done.places, (character, place) -> character != substr(a, i, 1)),
                    map(substr(a, i, 1), i)
                )
            )
        ).rows, length(a) + 1), length(b) + 1)
    end
{% endmacro %}
