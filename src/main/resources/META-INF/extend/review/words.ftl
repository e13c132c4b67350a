<#-- Other words for labels and reasons of both tickets, as "what the router says": "what the ticket says".
     For example { "Document": "File", "No route takes documents of this type.": "We do not handle these yet." } -->
<#assign words = {}>
<#function say text>
  <#return words[text]!text>
</#function>
