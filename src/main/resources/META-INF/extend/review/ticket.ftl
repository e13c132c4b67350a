<#-- The ticket as plain text: for files, and for mail programs that show no HTML. Lines break at 80 columns, words do not. -->
<#include "words.ftl">
<#function wrapped text first rest>
<#local done = "" line = first empty = true>
<#list text?split(" ") as word>
<#if !empty && line?length + 1 + word?length gt 80>
<#local done = done + line?replace("\\s+$", "", "r") + "\n" line = rest + word>
<#else>
<#local line = empty?then(line, line + " ") + word empty = false>
</#if>
</#list>
<#return done + line?replace("\\s+$", "", "r")>
</#function>
<#macro lines facts indent="">
<#local width = facts?map(fact -> say(fact.label)?length)?max!0>
<#if width gt 40><#local width = 40></#if>
<#list facts as fact>
${wrapped(fact.value, indent + say(fact.label)?right_pad(width) + "  ", indent + ""?right_pad(width + 2))}
</#list>
</#macro>
<#macro address text url>
${say(text)}
  ${url}
</#macro>
REVIEW: ${reason}
${wrapped(question, "", "  ")}

<#if answers.limit?has_content>
${wrapped(say(answers.limit), "", "")}
<#if answers.link?has_content || answers.directories?has_content>

</#if>
</#if>
<#if answers.link?has_content>
<@address "Decide on the page of this ticket:" answers.link/>
</#if>
<#if answers.directories?has_content>
<#if answers.link?has_content>

</#if>
${say(answers.link?has_content?then("Or move", "Move") + " this ticket's .txt or .json to one of these directories beside it:")}
<@lines answers.directories "  "/>
</#if>
<#if !answers.link?has_content && !answers.directories?has_content>
${say("This router takes no answer: no way to decide is switched on.")}
</#if>

${wrapped(say(explanation), "", "")}
<#if facts?has_content>

<@lines facts/>
</#if>
<#if reasoning?has_content>

${say("What the model says of its choice")}
<#list reasoning as paragraph>
${wrapped(paragraph, "  ", "  ")}
</#list>
</#if>
<#if alternatives?has_content>

${say(type?has_content?then("What else it could have been", "What it could be"))}
<@lines alternatives "  "/>
</#if>
<#if dashboardUrl?has_content>

<@address "See the run in Extend:" dashboardUrl/>
</#if>

${say("Details")}
<@lines details "  "/>
